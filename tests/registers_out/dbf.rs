//! A reader of dBASE III+ tables from the format's description, knowing nothing of what wrote them: the header of 32
//! bytes, a descriptor of 32 bytes for each field, `0D`, then records of fixed width, each behind its mark.

/// A table: the names and types of its fields, and its records.
pub struct Table {
    pub fields: Vec<(String, char)>,
    pub records: Vec<Vec<String>>,
}

fn number(bytes: &[u8]) -> usize {
    bytes.iter().rev().fold(0, |number, &byte| number * 256 + usize::from(byte))
}

pub fn read(bytes: &[u8]) -> Table {
    assert_eq!(bytes[0], 0x03, "no table without memo");
    let (count, header, width) = (number(&bytes[4..8]), number(&bytes[8..10]), number(&bytes[10..12]));
    assert_eq!(bytes[header - 1], 0x0D);
    let descriptors: Vec<&[u8]> = bytes[32..header - 1].chunks(32).collect();
    let fields: Vec<(String, char, usize)> = descriptors
        .iter()
        .map(|it| {
            let name = it[..11].split(|&byte| byte == 0).next().unwrap();
            (String::from_utf8(name.to_vec()).unwrap(), char::from(it[11]), usize::from(it[16]))
        })
        .collect();
    assert_eq!(width, 1 + fields.iter().map(|(_, _, width)| width).sum::<usize>());
    assert_eq!(bytes.len(), header + count * width + 1, "the length of the file");
    assert_eq!(bytes.last(), Some(&0x1A));
    let record = |record: &[u8]| {
        assert_eq!(record[0], b' ', "no standing record");
        let mut at = 1;
        let mut value = |(_, kind, width): &(String, char, usize)| {
            let text = encoding_rs::IBM866.decode_without_bom_handling(&record[at..at + width]).0.into_owned();
            at += width;
            match kind {
                'C' => text.trim_end().to_owned(),
                _ => text.trim().to_owned(),
            }
        };
        fields.iter().map(&mut value).collect()
    };
    let records = bytes[header..bytes.len() - 1].chunks(width).map(record).collect();
    Table { fields: fields.into_iter().map(|(name, kind, _)| (name, kind)).collect(), records }
}
