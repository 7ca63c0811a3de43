use crate::db::Conn;
use crate::db::schema::councils;
use crate::kernel::{CouncilId, Instant, Nation, search_key, sort_key};
use diesel::prelude::*;

/// A council as kept.
#[derive(Debug, Clone, PartialEq, Eq, HasQuery)]
#[diesel(table_name = councils)]
pub struct Council {
    pub id: CouncilId,
    pub slug: String,
    pub name: String,
    pub nation: Nation,
}

pub fn get_council(conn: &mut Conn, council: CouncilId) -> QueryResult<Council> {
    Council::query().filter(councils::id.eq(council)).first(conn)
}

pub fn find_council_by_slug(conn: &mut Conn, slug: &str) -> QueryResult<Option<Council>> {
    Council::query().filter(councils::slug.eq(slug)).first(conn).optional()
}

pub fn list_councils(conn: &mut Conn) -> QueryResult<Vec<Council>> {
    Council::query().order((councils::search_key, councils::id)).load(conn)
}

pub fn add_council(
    conn: &mut Conn,
    slug: &str,
    name: &str,
    nation: Nation,
    now: Instant,
) -> QueryResult<CouncilId> {
    diesel::insert_into(councils::table)
        .values((
            councils::slug.eq(slug),
            councils::name.eq(name),
            councils::sort_key.eq(sort_key(name)),
            councils::search_key.eq(search_key(name)),
            councils::nation.eq(nation),
            councils::created_at.eq(now),
        ))
        .returning(councils::id)
        .get_result(conn)
}
