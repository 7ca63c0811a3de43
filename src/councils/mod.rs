//! (empty)
//!
//! Uses: nothing.
