//! What a payment costs on the wire: at most 60 bytes in a batch of 500, and 80 with the print behind it.

use okno::protocol::Batch;

use crate::scene::{day, desk, desk_keys};

/// The dice are the same each time, and so are the sizes. Of an id alone, 74 bits are random.
#[test]
fn a_payment_takes_at_most_60_bytes() {
    for (printed, most) in [(false, 60), (true, 80)] {
        let entries = &day(&desk(), 11, 500, printed)[..500];
        let payments = if printed { 250 } else { 500 };
        let bytes = Batch::pack(&desk(), 1, entries, &desk_keys().sign).unwrap().len();
        println!("{payments} payments in {} entries: {bytes} bytes, {} a payment", entries.len(), bytes / payments);
        assert!(bytes <= most * payments, "{bytes} bytes for {payments} payments, printed: {printed}");
    }
}
