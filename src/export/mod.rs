//! Tables as files for other programs: CSV and XLSX.

pub mod csv;
pub mod xlsx;

#[cfg(test)]
mod tests;
