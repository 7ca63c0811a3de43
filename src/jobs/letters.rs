//! The words of letters: from a letter's name and facts to subject, text, HTML and attachment.

use crate::access::{Keys, LinkFacts, link_of};
use crate::certificates::CertificateFacts;
use crate::certificates::document::{self, Printed};
use crate::kernel::date_in_words;
use crate::mail::{Attachment, Outgoing, Rendered};
use crate::pages::Pages;
use serde_json::{Value, json};

/// Renders letters, the same bytes at each try.
#[derive(Clone)]
pub struct Letters {
    pub pages: Pages,
    pub keys: Keys,
    /// The address that people type, without a slash at its end.
    pub base_url: String,
}

/// A kind of letter: the key of its subject, and its template below `letters/`.
const KINDS: [(&str, &str); 10] = [
    ("invitation", "letter-invitation-subject"),
    ("password-reset", "letter-password-reset-subject"),
    ("password-changed", "letter-password-changed-subject"),
    ("address-confirmation", "letter-address-confirmation-subject"),
    ("address-added", "letter-address-added-subject"),
    ("address-in-use", "letter-address-in-use-subject"),
    ("certificate", "letter-certificate-subject"),
    ("certificate-replacement", "letter-certificate-replacement-subject"),
    ("certificate-revoked", "letter-certificate-revoked-subject"),
    ("certificate-name", "letter-certificate-name-subject"),
];

impl Letters {
    /// The letter as it leaves. The error is for staff.
    pub fn render(&self, letter: &Outgoing) -> Result<Rendered, String> {
        let (kind, subject) = KINDS
            .iter()
            .find(|(kind, _)| *kind == letter.kind)
            .ok_or_else(|| format!("no letter is called {}", letter.kind))?;
        let facts: Value = letter.facts().map_err(|e| e.to_string())?;
        let data = self.data(letter, facts)?;
        let council = data.get("council").and_then(Value::as_str).unwrap_or_default();
        let page = |ending: &str| {
            let name = format!("letters/{kind}.{ending}");
            self.pages.render_template(&name, &data).map_err(|e| e.to_string())
        };
        Ok(Rendered {
            subject: self.pages.texts().text(subject, &[("council", council.to_owned())]),
            text: plain(&page("text")?),
            html: page("html")?,
            attachment: self.attachment(letter)?,
        })
    }

    /// The facts, with what every letter may say and the link that the facts only name.
    fn data(&self, letter: &Outgoing, mut facts: Value) -> Result<Value, String> {
        let fields = facts.as_object_mut().ok_or("the facts are no object")?;
        if let Some(nonce) = fields.remove("nonce") {
            let nonce: LinkFacts =
                serde_json::from_value(json!({ "nonce": nonce })).map_err(|e| e.to_string())?;
            let link = link_of(&letter.kind, &nonce, &self.keys).ok_or("no link of that kind")?;
            fields.insert("link".into(), format!("{}{link}", self.base_url).into());
        }
        if let Some(number) = fields.get("number").and_then(Value::as_str) {
            let check = format!("{}/certificates/{number}", self.base_url);
            fields.insert("check".into(), check.into());
        }
        if let Some(on) = fields.get("completed_on").and_then(Value::as_str) {
            let words = on.parse().map(date_in_words).map_err(|e| e.to_string())?;
            fields.insert("completed_on".into(), words.into());
        }
        fields.insert("lang".into(), "en".into());
        fields.insert("to_name".into(), letter.to_name.clone().into());
        fields.insert("to_address".into(), letter.to_address.clone().into());
        fields.insert("base".into(), self.base_url.clone().into());
        Ok(facts)
    }

    fn attachment(&self, letter: &Outgoing) -> Result<Option<Attachment>, String> {
        if !["certificate", "certificate-replacement"].contains(&letter.kind.as_str()) {
            return Ok(None);
        }
        let facts: CertificateFacts = letter.facts().map_err(|e| e.to_string())?;
        let check = format!("{}/certificates/{}", self.base_url, facts.number);
        let bytes = document::draw(&Printed {
            name: &facts.name,
            course_title: &facts.course_title,
            edition: &facts.edition,
            completed_on: facts.completed_on,
            number: &facts.number,
            check_address: &check,
            service_address: self
                .base_url
                .split_once("://")
                .map_or(self.base_url.as_str(), |(_, host)| host),
        })
        // The fault's own words may hold a name's letters, and this text is kept.
        .map_err(|_| "the certificate could not be drawn".to_owned())?;
        let filename = format!("digital-foundations-{}.pdf", facts.number);
        Ok(Some(Attachment { filename, bytes, media_type: "application/pdf".to_owned() }))
    }
}

/// The text part is rendered by the same engine, which escapes for HTML; here that is undone.
fn plain(escaped: &str) -> String {
    [
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&quot;", "\""),
        ("&#x27;", "'"),
        ("&#x60;", "`"),
        ("&#x3D;", "="),
        ("&amp;", "&"),
    ]
    .iter()
    .fold(escaped.to_owned(), |text, (from, to)| text.replace(from, to))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_is_what_was_meant() {
        assert_eq!(plain("O&#x27;Neill &amp; &lt;Co&gt; &amp;lt;"), "O'Neill & <Co> &lt;");
    }
}
