//! What templates may call. All refuse a name that the page does not have.

use super::Assets;
use super::texts::{Texts, value_of};
use fluent_bundle::FluentArgs;
use handlebars::{
    Context, Handlebars, Helper, HelperDef, HelperResult, JsonValue, Output, PathAndJson,
    RenderContext, RenderErrorReason, Renderable, ScopedJson,
};
use std::sync::Arc;

pub(super) fn register(engine: &mut Handlebars<'static>, texts: &Arc<Texts>, assets: &Arc<Assets>) {
    engine.register_helper("if", Box::new(StrictIf { positive: true }));
    engine.register_helper("unless", Box::new(StrictIf { positive: false }));
    engine.register_helper("t", Box::new(Text(texts.clone())));
    engine.register_helper("asset", Box::new(AssetAddress(assets.clone())));
}

/// `{{#if}}` and `{{#unless}}`; Handlebars' own take a misspelt name for false, even in strict mode.
struct StrictIf {
    positive: bool,
}

impl HelperDef for StrictIf {
    fn call<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        engine: &'reg Handlebars<'reg>,
        context: &'rc Context,
        rc: &mut RenderContext<'reg, 'rc>,
        out: &mut dyn Output,
    ) -> HelperResult {
        let param = h.param(0).ok_or(RenderErrorReason::ParamNotFoundForIndex("if", 0))?;
        refuse_missing(param)?;
        let chosen =
            if truthy(param.value()) == self.positive { h.template() } else { h.inverse() };
        chosen.map_or(Ok(()), |template| template.render(engine, context, rc, out))
    }
}

fn refuse_missing(param: &PathAndJson<'_>) -> Result<(), RenderErrorReason> {
    if param.is_value_missing() {
        return Err(RenderErrorReason::MissingVariable(param.relative_path().cloned()));
    }
    Ok(())
}

fn truthy(value: &JsonValue) -> bool {
    match value {
        JsonValue::Null => false,
        JsonValue::Bool(b) => *b,
        JsonValue::Number(n) => n.as_f64().is_some_and(|n| n != 0.0),
        JsonValue::String(s) => !s.is_empty(),
        JsonValue::Array(a) => !a.is_empty(),
        JsonValue::Object(o) => !o.is_empty(),
    }
}

/// `{{t "key" name=value}}`: a text in the page's language, escaped like any value.
struct Text(Arc<Texts>);

impl HelperDef for Text {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        context: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, handlebars::RenderError> {
        let key = h
            .param(0)
            .and_then(|param| param.value().as_str())
            .ok_or(RenderErrorReason::ParamNotFoundForIndex("t", 0))?;
        let language = context.data().get("lang").and_then(JsonValue::as_str).unwrap_or("en");
        let mut args = FluentArgs::new();
        for (name, value) in h.hash() {
            refuse_missing(value)?;
            let text = match value.value() {
                JsonValue::String(text) => text.clone(),
                JsonValue::Null => String::new(),
                other => other.to_string(),
            };
            args.set((*name).to_owned(), value_of(&text));
        }
        let text = self.0.format(language, key, &args).ok_or_else(|| {
            RenderErrorReason::Other(format!("no text {key}, or it lacks a value"))
        })?;
        Ok(ScopedJson::Derived(JsonValue::String(text)))
    }
}

/// `{{asset "foundations.css"}}`: where browsers find a static file.
struct AssetAddress(Arc<Assets>);

impl HelperDef for AssetAddress {
    fn call_inner<'reg: 'rc, 'rc>(
        &self,
        h: &Helper<'rc>,
        _: &'reg Handlebars<'reg>,
        _: &'rc Context,
        _: &mut RenderContext<'reg, 'rc>,
    ) -> Result<ScopedJson<'rc>, handlebars::RenderError> {
        let name = h.param(0).and_then(|param| param.value().as_str()).unwrap_or_default();
        let address = self
            .0
            .address(name)
            .ok_or_else(|| RenderErrorReason::Other(format!("no static file {name}")))?;
        Ok(ScopedJson::Derived(JsonValue::String(address.to_owned())))
    }
}
