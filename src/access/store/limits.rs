use crate::db::Conn;
use crate::db::schema::try_buckets;
use crate::kernel::Instant;
use diesel::prelude::*;

/// Tries since a moment.
#[derive(Debug, Clone, HasQuery)]
#[diesel(table_name = try_buckets)]
pub struct Bucket {
    pub began_at: Instant,
    pub tries: i32,
}

pub fn find_bucket(conn: &mut Conn, key: &str) -> QueryResult<Option<Bucket>> {
    Bucket::query().filter(try_buckets::key.eq(key)).first(conn).optional()
}

pub fn add_bucket(conn: &mut Conn, key: &str, now: Instant) -> QueryResult<()> {
    diesel::insert_into(try_buckets::table)
        .values((try_buckets::key.eq(key), try_buckets::began_at.eq(now), try_buckets::tries.eq(1)))
        .execute(conn)
        .map(drop)
}

pub fn set_bucket(conn: &mut Conn, key: &str, began_at: Instant, tries: i32) -> QueryResult<()> {
    diesel::update(try_buckets::table.filter(try_buckets::key.eq(key)))
        .set((try_buckets::began_at.eq(began_at), try_buckets::tries.eq(tries)))
        .execute(conn)
        .map(drop)
}

pub fn remove_bucket(conn: &mut Conn, key: &str) -> QueryResult<()> {
    diesel::delete(try_buckets::table.filter(try_buckets::key.eq(key))).execute(conn).map(drop)
}

pub fn remove_buckets_before(conn: &mut Conn, moment: Instant) -> QueryResult<usize> {
    diesel::delete(try_buckets::table.filter(try_buckets::began_at.lt(moment))).execute(conn)
}
