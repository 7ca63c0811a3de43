//! Ways in and out: signing in and its limits, invitations, addresses, sessions, headers.

mod addresses;
mod headers;
mod invitations;
mod passwords;
mod sessions;
mod sign_in;

use crate::kit::app::TestApp;
use crate::kit::call::{Call, Reply};

/// Tries to sign in, from this network.
async fn try_password(t: &TestApp, email: &str, password: &str, network: &str) -> Reply {
    let fields = [("email", email), ("password", password)];
    t.send(Call::post("/sessions", &fields).from(network)).await
}

/// An answer without what differs each time: the id of its request.
fn alike(reply: &Reply, email: &str) -> (u16, String, Vec<(String, String)>) {
    let mut headers: Vec<(String, String)> = reply
        .headers
        .iter()
        .filter(|(name, _)| *name != "x-request-id")
        .map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()))
        .collect();
    headers.sort();
    (reply.status, reply.text().replace(email, "ADDRESS"), headers)
}
