//! A browser without scripts: it keeps cookies, follows the links and sends the forms that stand
//! on its page, and nothing else.

use super::app::TestApp;
use super::call::{Call, NETWORK, Reply, encoded};
use super::cast::{PASSWORD, Person};
use super::form::Form;
use super::page::Page;
use std::collections::BTreeMap;

pub struct Browser<'a> {
    app: &'a TestApp,
    jar: BTreeMap<String, String>,
    page: Option<Page>,
    /// What it says of itself.
    pub agent: &'static str,
    /// Where it calls from.
    pub network: &'static str,
    /// Whether every button is pressed twice, as some people do.
    pub double_clicks: bool,
}

impl<'a> Browser<'a> {
    pub fn new(app: &'a TestApp) -> Browser<'a> {
        let agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0";
        let (jar, page) = (BTreeMap::new(), None);
        Browser { app, jar, page, agent, network: NETWORK, double_clicks: false }
    }

    /// The page on show.
    pub fn page(&self) -> &Page {
        self.page.as_ref().expect("no page is open")
    }

    /// The cookies that it would send.
    pub fn cookie(&self) -> String {
        let pairs: Vec<String> = self.jar.iter().map(|(n, v)| format!("{n}={v}")).collect();
        pairs.join("; ")
    }

    /// A copy of its cookies, as who steals them or opens another window has them.
    pub fn another(&self) -> Browser<'a> {
        Browser { jar: self.jar.clone(), page: None, ..*self }
    }

    /// Opens an address, and the pages that it leads to.
    pub async fn get(&mut self, path: &str) -> &Page {
        self.open(path, 200).await
    }

    /// Opens an address that ends with another status.
    pub async fn open(&mut self, path: &str, status: u16) -> &Page {
        let reply = self.send(Call::get(path)).await;
        self.arrive(path.to_owned(), reply, status).await
    }

    /// Follows the link with these words.
    pub async fn follow(&mut self, words: &str) -> &Page {
        let address = self.page().link(words);
        self.get(&address).await
    }

    /// Presses the button of a form as it stands.
    pub async fn press(&mut self, button: &str) -> &Page {
        let form = self.page().form(button);
        self.submit(&form, button, 200).await
    }

    /// Fills the fields of the form with this button, and presses it.
    pub async fn fill(&mut self, fields: &[(&str, &str)], button: &str) -> &Page {
        self.fill_expecting(fields, button, 200).await
    }

    /// As [`Browser::fill`], where the page that follows has another status.
    pub async fn fill_expecting(
        &mut self,
        fields: &[(&str, &str)],
        button: &str,
        status: u16,
    ) -> &Page {
        let empty = self.page().form(button);
        let form = fields.iter().fold(empty, |form, (label, text)| form.fill(label, text));
        self.submit(&form, button, status).await
    }

    /// Sends a form, and opens the pages that it leads to.
    pub async fn submit(&mut self, form: &Form, button: &str, status: u16) -> &Page {
        let mut reply = self.send(self.call(form, button)).await;
        if self.double_clicks {
            // The browser shows what the second click brings.
            reply = self.send(self.call(form, button)).await;
        }
        self.arrive(form.action.clone(), reply, status).await
    }

    /// What a form would send.
    pub fn call(&self, form: &Form, button: &str) -> Call {
        let fields = form.fields(button);
        match form.method.as_str() {
            "post" => Call::post(&form.action, &fields)
                .header("origin", self.app.app.base_url.as_bytes())
                .header("sec-fetch-site", b"same-origin"),
            "get" => Call::get(&format!("{}?{}", form.action, encoded(&fields))),
            other => panic!("{}: a form sends by {other:?}", form.action),
        }
    }

    /// Sends a request with its cookies, and keeps those that come back.
    pub async fn send(&mut self, call: Call) -> Reply {
        let reply = self.app.send(self.signed(call)).await;
        for cookie in reply.headers.get_all("set-cookie") {
            let cookie = cookie.to_str().unwrap();
            let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
            if cookie.contains("Max-Age=0") {
                self.jar.remove(name);
            } else {
                self.jar.insert(name.to_owned(), value.to_owned());
            }
        }
        reply
    }

    /// A request with all that this browser adds.
    pub fn signed(&self, call: Call) -> Call {
        call.cookie(&self.cookie()).header("user-agent", self.agent.as_bytes()).from(self.network)
    }

    async fn arrive(&mut self, mut path: String, mut reply: Reply, status: u16) -> &Page {
        let mut hops = 0;
        while reply.status == 303 {
            hops += 1;
            assert!(hops < 6, "{path} leads round in a circle");
            reply.location().clone_into(&mut path);
            assert!(path.starts_with('/') && !path.starts_with("//"), "sent away to {path}");
            reply = self.send(Call::get(&path)).await;
        }
        let page = Page { path, reply };
        let (got, text) = (page.reply.status, page.text());
        assert_eq!(got, status, "{}: {}\n{text}", page.path, page.title());
        self.page.insert(page)
    }

    /// Signs in with the form.
    pub async fn sign_in(&mut self, person: &Person) -> &Page {
        self.get("/sign-in").await;
        self.fill(&[("email", &person.email), ("password", PASSWORD)], "Sign in").await
    }

    pub fn is_signed_in(&self) -> bool {
        !self.jar.is_empty()
    }
}
