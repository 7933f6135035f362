//! Pages of lists that are short enough to be read whole.

use super::Page;

impl Page {
    /// Cuts a page out of rows, which it puts in the order of their keys; and gives where the next one begins.
    pub(super) fn cut<T>(&self, rows: Vec<T>, key: impl Fn(&T) -> String) -> (Vec<T>, Option<String>) {
        let mut rows: Vec<(String, T)> = rows.into_iter().map(|row| (key(&row), row)).collect();
        rows.retain(|(key, _)| self.after.as_ref().is_none_or(|after| key > after));
        rows.sort_by(|(one, _), (other, _)| one.cmp(other));
        let is_last = rows.len() <= self.rows();
        rows.truncate(self.rows());
        let next = rows.last().filter(|_| !is_last).map(|(key, _)| key.clone());
        (rows.into_iter().map(|(_, row)| row).collect(), next)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_every_row_once_in_order() {
        let rows: Vec<u32> = (0..7).rev().collect();
        for limit in 1..9 {
            let (mut after, mut found, mut pages) = (None, vec![], 0);
            loop {
                let page = Page { after, limit: Some(limit) };
                let (rows, next) = page.cut(rows.clone(), u32::to_string);
                found.extend(rows);
                pages += 1;
                after = next;
                if after.is_none() {
                    break;
                }
            }
            assert_eq!((found, pages), ((0..7).collect(), 7_usize.div_ceil(limit)), "{limit}");
        }
        assert_eq!(Page::default().cut(Vec::<u32>::new(), u32::to_string), (vec![], None));
    }
}
