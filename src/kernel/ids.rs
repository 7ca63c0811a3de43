//! A distinct id type for each table, kept as a `BigInt`.
//!
//! All stand here, so that a letter or an audit entry can name a person without an upward arrow.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => { $(
        $(#[$doc])*
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord,
            diesel::expression::AsExpression, diesel::deserialize::FromSqlRow,
        )]
        #[diesel(sql_type = diesel::sql_types::BigInt)]
        pub struct $name(pub i64);

        impl<DB> diesel::serialize::ToSql<diesel::sql_types::BigInt, DB> for $name
        where
            DB: diesel::backend::Backend,
            i64: diesel::serialize::ToSql<diesel::sql_types::BigInt, DB>,
        {
            fn to_sql<'b>(
                &'b self,
                out: &mut diesel::serialize::Output<'b, '_, DB>,
            ) -> diesel::serialize::Result {
                self.0.to_sql(out)
            }
        }

        impl<DB> diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB> for $name
        where
            DB: diesel::backend::Backend,
            i64: diesel::deserialize::FromSql<diesel::sql_types::BigInt, DB>,
        {
            fn from_sql(bytes: DB::RawValue<'_>) -> diesel::deserialize::Result<Self> {
                i64::from_sql(bytes).map($name)
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }

        impl std::str::FromStr for $name {
            type Err = std::num::ParseIntError;
            fn from_str(text: &str) -> Result<Self, Self::Err> {
                text.parse().map($name)
            }
        }
    )+ };
}

ids!(
    /// One identity, one sign-in.
    PersonId,
    /// A confirmed e-mail address of a person.
    AddressId,
    /// A council.
    CouncilId,
    /// A person's seat on a council.
    MembershipId,
    /// A signed-in device.
    SessionId,
    /// An invitation to a council.
    InvitationId,
    /// A link sent by e-mail to a known person.
    LinkId,
    /// A letter in the outbox.
    LetterId,
    /// A published, frozen edition of a course.
    EditionId,
    /// A person on a course.
    EnrolmentId,
    /// One try at a quiz.
    AttemptId,
    /// Extra time and extra attempts of a person.
    AllowanceId,
    /// The fact that a person completed a course.
    CompletionId,
    /// A certificate.
    CertificateId,
);
