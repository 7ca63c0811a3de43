//! How often somebody may try. Counted in the database, so that several servers count together.

use super::super::{AccessError, store};
use crate::db::Conn;
use crate::kernel::Instant;
use chrono::TimeDelta;
use sha2::{Digest, Sha256};

/// A limit on tries, each over five minutes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Limit {
    /// Tries to sign in to one account, known or not; by address key.
    Account(String),
    /// Failed tries from one network address: a council may share one among sixty members.
    Network(String),
    /// Letters that one address can be made to get.
    Letters(String),
}

impl Limit {
    /// The most in a window.
    const fn most(&self) -> i32 {
        match self {
            Limit::Account(_) => 10,
            Limit::Network(_) => 300,
            Limit::Letters(_) => 5,
        }
    }

    /// A key that tells no address to who reads the table.
    fn key(&self) -> String {
        let (kind, text) = match self {
            Limit::Account(text) => ("account", text),
            Limit::Network(text) => ("network", text),
            Limit::Letters(text) => ("letters", text),
        };
        let digest = Sha256::digest(format!("{kind}\0{text}"));
        format!("{kind}:{}", data_encoding::HEXLOWER.encode(&digest))
    }
}

const WINDOW: TimeDelta = TimeDelta::minutes(5);

/// Whether the limit is reached already, without counting.
pub fn over_limit(conn: &mut Conn, limit: &Limit, now: Instant) -> Result<bool, AccessError> {
    let tries = store::find_bucket(conn, &limit.key())?
        .filter(|bucket| now < bucket.began_at + WINDOW)
        .map_or(0, |bucket| bucket.tries);
    Ok(tries >= limit.most())
}

/// Counts a try, and says whether it is still within the limit.
pub fn try_counted(conn: &mut Conn, limit: &Limit, now: Instant) -> Result<bool, AccessError> {
    let key = limit.key();
    let tries = match store::find_bucket(conn, &key)? {
        None => {
            store::add_bucket(conn, &key, now)?;
            1
        }
        Some(bucket) if now < bucket.began_at + WINDOW => {
            store::set_bucket(conn, &key, bucket.began_at, bucket.tries.saturating_add(1))?;
            bucket.tries.saturating_add(1)
        }
        Some(_) => {
            store::set_bucket(conn, &key, now, 1)?;
            1
        }
    };
    Ok(tries <= limit.most())
}

/// Forgets the tries, after a success.
pub fn try_again(conn: &mut Conn, limit: &Limit) -> Result<(), AccessError> {
    Ok(store::remove_bucket(conn, &limit.key())?)
}

/// Forgets what no longer counts: windows and sessions that ended a month ago.
pub fn tidy(conn: &mut Conn, now: Instant) -> Result<usize, AccessError> {
    let windows = store::remove_buckets_before(conn, now - WINDOW)?;
    Ok(windows + store::remove_sessions_before(conn, now - TimeDelta::days(30))?)
}
