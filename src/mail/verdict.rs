//! What a relay's answer means for the letter, and for the relay.

/// What became of one try.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The relay took it.
    Sent,
    /// Not now, says the relay (4yz).
    Later,
    /// Never, says the relay (5yz).
    Refused,
    /// The line went quiet: it may have been sent.
    Unknown,
    /// The relay itself cannot be used: unreachable, no TLS, no sign-in, or it refuses our sender.
    Relay,
    /// The letter cannot be written: its words or its address are faulty.
    Unfit,
}

/// A verdict, and the relay's words or ours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outcome {
    pub verdict: Verdict,
    pub text: String,
}

impl Outcome {
    /// A verdict with its words.
    pub fn new(verdict: Verdict, text: impl Into<String>) -> Outcome {
        Outcome { verdict, text: text.into() }
    }
}

/// How far the conversation had come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Connecting, greeting, TLS and sign-in.
    Opening,
    /// `MAIL FROM`: our own address.
    Sender,
    /// `RCPT TO`.
    Recipient,
    /// `DATA`, the message, and the reply to its final dot.
    Message,
}

/// What a failure at `step` means, given the reply's code (RFC 5321, 4.2); none when there was no
/// reply that could be read.
///
/// A permanent refusal of our own sender, or a demand to sign in (RFC 4954, 6), is a setting to be
/// mended and not the letter's fault.
pub fn judge(step: Step, code: Option<u16>) -> Verdict {
    match (step, code) {
        (Step::Opening, _) | (_, Some(454 | 530..=539)) | (Step::Sender, Some(500..=599)) => {
            Verdict::Relay
        }
        (_, Some(400..=499)) => Verdict::Later,
        (_, Some(500..=599)) => Verdict::Refused,
        (_, _) => Verdict::Unknown,
    }
}

/// An error with its causes: its own text often says only "Connection error".
pub fn spelled_out(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    for cause in std::iter::successors(error.source(), |e| e.source()) {
        let cause = cause.to_string();
        if !text.contains(&cause) {
            text = format!("{text}: {cause}");
        }
    }
    text
}

/// The longest text that is kept of a reply, in characters.
const LONGEST: usize = 300;

/// A reply fit to be kept: one line, not endless, and without the recipient's address, which an
/// erasure could not find here.
pub fn kept_text(text: &str, address: &str) -> String {
    let line: String =
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).take(4 * LONGEST).collect();
    without(&line, address).chars().take(LONGEST).collect()
}

/// `line` with every occurrence of `address`, in any case, replaced.
fn without(line: &str, address: &str) -> String {
    // ASCII folding keeps byte positions, so places found in one text are places in the other.
    let (low, needle) = (line.to_ascii_lowercase(), address.to_ascii_lowercase());
    if needle.is_empty() {
        return line.to_owned();
    }
    let mut rest = line;
    let mut out = String::with_capacity(line.len());
    for (at, _) in low.match_indices(&needle) {
        let begun = line.len() - rest.len();
        let (before, after) = rest.split_at(at - begun);
        out.push_str(before);
        out.push_str("(recipient)");
        rest = after.split_at(needle.len()).1;
    }
    out + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn replies_are_judged_by_step_and_code() {
        use Step::{Message, Opening, Recipient, Sender};
        for (step, code, verdict) in [
            (Opening, None, Verdict::Relay),
            (Opening, Some(421), Verdict::Relay),
            (Opening, Some(535), Verdict::Relay),
            (Opening, Some(554), Verdict::Relay),
            (Sender, Some(530), Verdict::Relay),
            (Sender, Some(550), Verdict::Relay),
            (Sender, Some(451), Verdict::Later),
            (Sender, None, Verdict::Unknown),
            (Recipient, Some(450), Verdict::Later),
            (Recipient, Some(454), Verdict::Relay),
            (Recipient, Some(550), Verdict::Refused),
            (Recipient, Some(530), Verdict::Relay),
            (Message, Some(421), Verdict::Later),
            (Message, Some(452), Verdict::Later),
            (Message, Some(554), Verdict::Refused),
            (Message, None, Verdict::Unknown),
        ] {
            assert_eq!(judge(step, code), verdict, "{step:?} {code:?}");
        }
    }

    #[test]
    fn kept_texts_hold_no_address_and_no_line_ends() {
        let text = "550 5.1.1 <Gwen@x.uk>:\r\n gwen@x.uk unknown";
        let kept = kept_text(text, "gwen@X.uk");
        assert_eq!(kept, "550 5.1.1 <(recipient)>:   (recipient) unknown");
        assert_eq!(kept_text(&"é".repeat(1000), "a@b.uk").chars().count(), 300);
    }
}
