//! A statement that both databases understand, although the enum of them does not know it:
//! upserts, `UNION`, window functions, `CAST`, aggregate filters, insert-from-select.
use super::conn::MultiBackend;
use diesel::prelude::*;
use diesel::query_builder::{AstPass, Query, QueryFragment, QueryId};
use diesel::query_dsl::methods::FilterDsl;

/// A statement to run on whichever database this is.
pub struct OnEach<Q>(Q);

/// Ends a statement that is valid on both databases.
pub trait Portable: Sized {
    /// Ends a statement: `insert_into(t).values(v).on_conflict(k).do_update().set(s).on_each().execute(c)`.
    fn on_each(self) -> OnEach<Self> {
        OnEach(self)
    }
    /// The `WHERE` of `ON CONFLICT … DO UPDATE` (diesel's own `filter` clashes with `QueryDsl::filter`).
    fn only_if<P>(self, predicate: P) -> Self::Output
    where
        Self: FilterDsl<P>,
    {
        FilterDsl::filter(self, predicate)
    }
}
impl<Q> Portable for Q {}

impl<Q: QueryId> QueryId for OnEach<Q> {
    type QueryId = Q::QueryId;
    const HAS_STATIC_QUERY_ID: bool = Q::HAS_STATIC_QUERY_ID;
}
impl<Q: Query> Query for OnEach<Q> {
    type SqlType = Q::SqlType;
}
impl<Q, C> RunQueryDsl<C> for OnEach<Q> {}

macro_rules! fragment {
    ($($db:ty),+) => {
        impl<Q> QueryFragment<MultiBackend> for OnEach<Q> where $(Q: QueryFragment<$db>),+ {
            fn walk_ast<'b>(&'b self, pass: AstPass<'_, 'b, MultiBackend>) -> QueryResult<()> {
                MultiBackend::walk_variant_ast(&self.0, pass)
            }
        }
    };
}
#[cfg(feature = "postgres")]
fragment!(diesel::sqlite::Sqlite, diesel::pg::Pg);
#[cfg(not(feature = "postgres"))]
fragment!(diesel::sqlite::Sqlite);
