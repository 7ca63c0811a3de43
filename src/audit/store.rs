use super::Entry;
use crate::db::Conn;
use crate::db::schema::audit_entries;
use crate::kernel::Instant;
use diesel::prelude::*;

pub fn add_entry(conn: &mut Conn, entry: &Entry, now: Instant) -> QueryResult<()> {
    diesel::insert_into(audit_entries::table)
        .values((
            audit_entries::at.eq(now),
            audit_entries::actor_person_id.eq(entry.actor),
            audit_entries::act.eq(entry.act),
            audit_entries::about_person_id.eq(entry.about),
            audit_entries::council_id.eq(entry.council),
            audit_entries::facts.eq(entry.facts.to_string()),
        ))
        .execute(conn)
        .map(drop)
}
