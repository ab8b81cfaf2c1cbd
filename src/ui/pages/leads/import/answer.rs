//! What the REST API answers to a file, taken out of its envelope.

use serde::{Deserialize, de::DeserializeOwned};

use crate::{
    domain::{
        api_error::{ApiError, ErrorCode, FieldErrors},
        ids::ImportId,
        lead::import::Findings,
    },
    ui::browser::Answered,
};

/// A file that was taken in.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Report {
    pub import: Reported,
    pub findings: Findings,
}

/// What one needs to know of the import to take it back.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Reported {
    pub id: ImportId,
    pub file: String,
}

#[derive(Deserialize)]
struct Success<T> {
    data: T,
}

#[derive(Deserialize)]
struct Refusal {
    message: String,
    data: Trouble,
}

#[derive(Deserialize)]
struct Trouble {
    code: ErrorCode,
    request_id: String,
    #[serde(default)]
    fields: FieldErrors,
}

/// `data` of a success. A server's failure says under which name its log has it.
pub fn data_of<T: DeserializeOwned>(answered: Option<Answered>) -> Result<T, ApiError> {
    let Some(Answered { status, text }) = answered else {
        // Browsers send no file that was changed after it was chosen, and do not say that this is why.
        let words = "The server could not be reached. If the file was changed meanwhile, close this and choose it again.";
        return Err(ApiError::new(ErrorCode::Offline, words));
    };
    if (200..300).contains(&status) {
        let success: Result<Success<T>, _> = serde_json::from_str(&text);
        return success.map(|success| success.data).map_err(|_| unreadable());
    }
    let Refusal { message, data } = serde_json::from_str(&text).map_err(|_| unreadable())?;
    let incident = (status >= 500).then_some(data.request_id);
    Err(ApiError { fields: data.fields, incident, ..ApiError::new(data.code, message) })
}

fn unreadable() -> ApiError {
    ApiError::new(ErrorCode::Internal, "The answer could not be read.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answered(status: u16, text: &str) -> Option<Answered> {
        Some(Answered { status, text: text.to_owned() })
    }

    #[test]
    fn a_success_is_its_data_and_a_refusal_is_an_error() {
        let good = answered(201, r#"{ "status": "success", "data": { "id": "imp_00000000000000000000000000000001", "file": "a.csv" } }"#);
        assert_eq!(data_of::<Reported>(good).map(|reported| reported.file).as_deref(), Ok("a.csv"));
        let refused = answered(
            422,
            r#"{ "status": "error", "message": "Some fields.", "data": { "code": "invalid_fields", "request_id": "x", "fields": { "file": "no" } } }"#,
        );
        let error = data_of::<Reported>(refused).expect_err("a refusal");
        assert_eq!((error.code, error.fields["file"].as_str(), error.incident), (ErrorCode::InvalidFields, "no", None));
        let broken = answered(503, r#"{ "message": "Later.", "data": { "code": "unavailable", "request_id": "x" } }"#);
        assert_eq!(data_of::<Reported>(broken).expect_err("a failure").incident.as_deref(), Some("x"));
        assert_eq!(data_of::<Reported>(None).expect_err("no answer").code, ErrorCode::Offline);
        assert_eq!(data_of::<Reported>(answered(200, "<html>")).expect_err("no JSON").code, ErrorCode::Internal);
    }
}
