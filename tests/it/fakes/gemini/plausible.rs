//! What the fake answers when no test told it: something sensible from the prompt, and a call of `capture_lead`
//! for an e-mail address that the visitor wrote.

use serde_json::{Map, Value, json};

use super::{
    check::{Content, Request},
    script::Behaviour,
};

/// Words between two chunks.
const WORDS_PER_CHUNK: usize = 4;

pub fn answer(request: &Request) -> Behaviour {
    let said = last_words(&request.contents);
    let was_called = request.contents.last().is_some_and(|content| content.parts.iter().any(|part| part.function_response.is_some()));
    if !was_called && let Some(args) = capture(request, &said) {
        return Behaviour::call(&[], &[("capture_lead", args)], true);
    }
    let text = text(request, &said, was_called);
    let words: Vec<&str> = text.split_inclusive(' ').collect();
    let chunks: Vec<String> = words.chunks(WORDS_PER_CHUNK).map(|chunk| chunk.concat()).collect();
    Behaviour::say(&chunks.iter().map(String::as_str).collect::<Vec<_>>())
}

/// The visitor's last words; for results of a tool, those before them.
fn last_words(contents: &[Content]) -> String {
    let texts = |content: &Content| content.parts.iter().filter_map(|part| part.text.clone()).collect::<Vec<_>>().join("\n");
    contents.iter().rev().filter(|content| content.role == "user").map(texts).find(|text| !text.is_empty()).unwrap_or_default()
}

/// The arguments of a call of `capture_lead`, where it is declared and there is something to capture.
fn capture(request: &Request, said: &str) -> Option<Value> {
    let tool = request.tools.iter().flat_map(|tool| &tool.function_declarations).find(|tool| tool.name == "capture_lead")?;
    let properties = tool.parameters_json_schema.as_ref()?.get("properties")?;
    let email = said.split_whitespace().find(|word| word.contains('@'))?.trim_matches(|c: char| ",.;:!?()<>\"'".contains(c));
    let mut args = Map::new();
    if properties.get("email").is_some() {
        args.insert("email".into(), json!(email));
    }
    if let Some(name) = name_in(said).filter(|_| properties.get("name").is_some()) {
        args.insert("name".into(), json!(name));
    }
    (!args.is_empty()).then_some(Value::Object(args))
}

fn name_in(said: &str) -> Option<String> {
    let after = ["I'm ", "I am ", "my name is ", "My name is "].iter().find_map(|lead| said.split_once(lead)).map(|(_, after)| after)?;
    let name: Vec<&str> =
        after.split([',', '.', '!', '\n']).next()?.split_whitespace().take_while(|word| word.starts_with(char::is_uppercase)).collect();
    (!name.is_empty()).then(|| name.join(" "))
}

fn text(request: &Request, said: &str, was_called: bool) -> String {
    let system =
        request.system_instruction.iter().flat_map(|system| &system.parts).map(|part| part.text.as_str()).collect::<Vec<_>>().join("\n");
    let thanks = match (was_called, name_in(said)) {
        (true, Some(name)) => format!("Thank you, {name}, I have noted that. "),
        (true, None) => "Thank you, I have noted that. ".to_owned(),
        (false, _) => String::new(),
    };
    let asks_price = ["cost", "price", "how much"].iter().any(|word| said.to_lowercase().contains(word));
    let services: Vec<&str> =
        system.lines().skip_while(|line| !line.starts_with("Services:")).skip(1).take_while(|line| line.starts_with("- ")).collect();
    if asks_price && !services.is_empty() {
        return format!("{thanks}Here is what we offer:\n\n{}\n\nWhich of these interests you?", services.join("\n"));
    }
    let quoted: String = said.split_whitespace().take(12).collect::<Vec<_>>().join(" ");
    format!("{thanks}You wrote: “{quoted}”. I am happy to help with that. What else may I do for you?")
}
