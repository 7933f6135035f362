//! Okno, the window where people pay: a till, a back office and a headquarters server in one binary.
//!
//! `ARCHITECTURE.md` has the map of the rooms and the path of a payment. What always holds, and the test that proves
//! it:
//!
//! - `domain` has no IO, no clock, no randomness, no async; time and ids are arguments.
//!   [tests/tidy/main.rs: what_a_room_keeps_to_itself_is_used_nowhere_else]
//! - A room uses only the rooms that the map gives it. [tests/tidy/main.rs: every_arrow_between_rooms_is_in_the_map]
//! - Money is whole kopecks in one type; no float touches it. [src/domain/money.rs: reads_back_what_it_writes]
//!   [tests/tidy/main.rs: what_a_room_keeps_to_itself_is_used_nowhere_else]
//! - X, Z and ledger are folds of the same events through the same functions, and for every event the postings sum to
//!   zero. [tests/rules.rs: reports_ledger_and_running_sum_agree] [tests/hledger.rs: hledger_agrees_with_every_close,
//!   hledger_has_an_offices_balances_over_consecutive_shifts]
//! - Every rouble has one holder: a drawer, a bag, a pause's seal or a hand-over in transit.
//!   [tests/custody.rs: reports_ledger_replay_and_the_plain_sums_agree]
//! - A correction applies to what the payment is after all others, and nothing of a payment falls below zero.
//!   [tests/custody.rs: every_pair_of_corrections_is_allowed_or_refused_as_it_should_be]
//! - The state of a desk follows from its journal, from the last opened shift on, or the first that was paused by then;
//!   what is older is repeated there or looked up. [tests/custody.rs: reports_ledger_replay_and_the_plain_sums_agree]
//!   [tests/journal/writer.rs: replay_rebuild_and_a_new_start_give_the_same]
//! - Every kind of event ever written decodes for ever. [tests/rules.rs: every_kind_ever_written_decodes]
//! - An entry is never changed or deleted, and a change from outside is found and named by the first bad entry.
//!   [tests/journal/writer.rs: no_statement_changes_or_removes_an_entry]
//!   [tests/journal/tamper.rs: any_tampering_is_found_and_the_first_bad_entry_named]
//!   [tests/journal/raw.rs: changed_bytes_of_the_file_are_found_or_say_the_same]
//! - A command's id is its entry's id: executed twice, it is recorded once.
//!   [tests/kill.rs: a_killed_pay_is_paid_once, a_killed_desk_has_what_it_answered]
//! - A payment is durable before anything is printed or shown as done.
//!   [tests/kill.rs: a_killed_desk_has_what_it_answered]
//! - After a failed write nothing is half done, and it goes on when there is room.
//!   [tests/disk.rs: a_limit_stops_payments_whole, a_desk_under_a_limit_goes_on_by_itself]
//! - The journal is the print queue: an entry with a document and without an outcome is to be printed.
//!   [tests/disk.rs: a_limit_stops_payments_whole] [tests/kill.rs: a_killed_pay_is_paid_once]
//! - One process writes a journal; readers never wait for it.
//!   [tests/locks.rs: a_second_writer_is_told_who_holds_the_desk_and_readers_run]
//!   [tests/journal/writer.rs: readers_and_the_writer_do_not_wait_for_each_other]
//! - A close that sends money away records all of its entries or none, and one that was cut off goes on under its id.
//!   [tests/cli/custody.rs: a_close_that_cannot_be_whole_records_nothing,
//!   a_close_that_was_cut_off_goes_on_under_its_id]
//! - A shift can always be closed: a difference or a wrong clock is a record, not an obstacle.
//!   [tests/clock.rs: no_clock_closes_a_shift_or_keeps_one_from_being_closed]
//! - A faulty register changes nothing. [tests/directory.rs: a_faulty_or_broken_file_changes_nothing]
//! - A register out is the same bytes for the same rows, and its rows and control sums read back; what its layout can't
//!   write is a fault, never dropped. [tests/registers_out/main.rs: every_layout_writes_its_golden_file,
//!   rows_and_control_sums_read_back, what_can_not_be_written_is_named_by_row_receipt_and_field]
//! - A statement is taken whole, its balances made by its documents, or not at all.
//!   [tests/statements/exchange.rs: sums_add_up_whatever_they_are, every_fault_is_named_by_its_line]
//!   [tests/statements/table.rs: a_quote_that_is_not_closed_hides_no_row]
//! - A full card number refuses the acquirer's file, and no message repeats it.
//!   [tests/statements/acquirer.rs: a_full_card_number_refuses_the_file_and_is_not_repeated]
//! - What slips and the acquirer's operations say otherwise than each other is an exception for as long as they do.
//!   [tests/hq/money/cards.rs: each_way_to_differ_is_found_and_nothing_else, what_comes_late_makes_it_right]
//! - A batch is what the desk signed or it is refused, with a fault of its own: changed, cut, reordered or another
//!   desk's. [tests/protocol/batches.rs: what_is_wrong_is_told_apart, another_desks_name_or_key_does_not_pass,
//!   a_changed_byte_of_the_text_is_refused, entries_out_of_order_are_refused_as_such]
//! - Every message ever sent to HQ or from it reads for ever. [tests/protocol/golden.rs: a_batch, an_ack, pages,
//!   an_enrolment, a_bundle]
//! - The enrolment code and the PIN secret never cross the wall in the clear.
//!   [tests/protocol/enrolment.rs: the_code_and_the_pin_secret_never_cross_the_wall]
//! - A code given by telephone is good at one desk, for one operation, once, under one name; any other is refused and
//!   counted. [tests/protocol/telephone.rs: whatever_is_changed_does_not_fit]
//!   [tests/headquarters/telephone.rs: a_code_is_good_once_and_for_what_it_was_asked]
//!   [tests/telephone_screens.rs: five_wrong_codes_lock_the_telephone_and_nobody_out, an_old_code_is_of_no_use]
//! - What a desk says was approved by telephone is what HQ's journal gave, or an exception.
//!   [tests/hq/authorise.rs: what_comes_back_is_noted_once, what_nobody_gave_is_an_exception]
//! - A desk believes HQ's next key for the old one's word alone, over HTTP and on sticks, and a node with a key that is
//!   no longer HQ's signs nothing. [tests/headquarters/rekey.rs: every_desk_follows_the_next_key,
//!   desks_on_sticks_follow_with_the_next_file, a_key_that_nobody_signed_is_not_followed,
//!   a_node_with_the_old_key_signs_nothing]
//! - HQ takes an entry on signature and chain alone; what is odd about it becomes an exception and keeps nothing out.
//!   [tests/hq/exceptions.rs: each_odd_record_becomes_its_exception]
//!   [tests/hq/ingest.rs: sums_beyond_all_measure_block_nothing]
//! - A batch is stored whole with its lines and totals, or not at all; a refused one leaves nothing but evidence.
//!   [tests/hq/ingest.rs: what_is_wrong_with_a_batch_is_told_apart, a_reused_number_is_a_fork]
//! - Batches sent twice, in pieces, or through two nodes at once, make what one would.
//!   [tests/hq/ingest.rs: a_batch_sent_again_changes_nothing, two_nodes_take_one_desk_at_once]
//! - HQ's totals are the domain's own fold of the same events. [tests/hq/proof.rs: totals_are_the_domains_fold]
//! - To whoever does not see an office, every answer of HQ is to the byte what it would be without that office.
//!   [tests/office_api/leaks.rs: an_office_that_is_not_seen_changes_no_byte_on_sqlite,
//!   an_office_that_is_not_seen_changes_no_byte_on_postgres]
//! - Every view and every deed is asked by everybody, and described by the OpenAPI document.
//!   [tests/office_api/views.rs: every_view_has_a_row] [tests/office_api/deeds.rs: every_deed_has_a_row]
//!   [tests/office_api/document.rs: every_view_and_every_deed_is_in_the_document_and_no_other]
//! - Who works where is what HQ's journal says. [tests/office_api/people.rs: the_record_of_people_is_proved]
//! - A desk that followed every revision of the directory has what a new one is given.
//!   [tests/hq/directory.rs: a_desk_that_follows_has_what_a_new_one_gets]
//! - `update` and `view` of `tui` have no IO, no clock, no randomness: moments and ids come in with each message, and
//!   what is slow goes out as an effect. [tests/tidy/main.rs: what_a_room_keeps_to_itself_is_used_nowhere_else]
//!   [tests/tidy/main.rs: every_arrow_between_rooms_is_in_the_map]
//! - A payment's id is minted when its tender opens: Enter twice pays once.
//!   [tests/screens.rs: two_quick_enters_pay_once]
//! - Baskets, held ones and a begun tender survive a kill, and a payment that was recorded is not in the basket again.
//!   [tests/screens.rs: a_basket_and_what_is_held_survive_a_crash]
//!   [tests/screens.rs: a_payment_that_was_recorded_as_the_power_went_is_not_in_the_basket_again]
//!   [tests/pty.rs: a_basket_is_there_again_after_a_kill]
//! - A card tender is recorded as soon as it opens, and after a restart its slip is asked about.
//!   [tests/screens.rs: a_card_that_was_begun_is_asked_about_after_a_crash]
//! - Every action of the table has a key, and is offered only where it does something.
//!   [src/tui/keymap/tests.rs: the_built_in_keymap_has_no_fault_and_every_action_has_a_key]
//!   [src/tui/widgets/hints.rs: only_what_would_do_something_is_offered]
//! - A faulty keymap stops the start with every fault and its line.
//!   [src/tui/keymap/tests.rs: every_fault_is_named_at_once_with_its_line]
//!   [tests/keys.rs: every_fault_of_the_homes_keys_is_said_with_its_line]
//! - Nothing but a PIN takes the lock off.
//!   [src/tui/screens/tests.rs: an_idle_screen_locks_itself_and_keeps_everything]
//! - No number of an account and no sum is ever cut. [src/tui/pictures.rs: no_account_and_no_sum_is_ever_cut]
//! - The terminal is given back after a panic.
//!   [tests/pty.rs: a_panic_gives_the_terminal_back_and_then_says_what_it_was]
//! - The README's picture, keys and commands are the program's. [tests/readme.rs: the_picture_is_the_tills_screen,
//!   the_keys_of_the_till_take_payments] [tests/keys.rs: the_readme_shows_the_keys_in_force]
//!   [tests/cli/readme.rs: the_day_of_the_readme_runs_as_written]
//! - Only `journal` and `directory` know the desk's SQL, only `hq::store` HQ's; only `cli` and the terminal touch the
//!   standard output.
//!   [tests/tidy/main.rs: what_a_room_keeps_to_itself_is_used_nowhere_else]

pub mod cli;
pub mod client;
pub mod clock;
pub mod desk;
pub mod directory;
pub mod document;
pub mod domain;
pub mod export;
pub mod hq;
pub mod journal;
pub mod keyfile;
pub mod lang;
pub mod print;
pub mod protocol;
pub mod register;
pub mod settings;
pub mod sync;
pub mod tui;
