//! The bodies as serde's derive sees them: what one writes who has an afternoon. Nothing is checked beyond the types.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

#[derive(Serialize, Deserialize)]
pub(crate) struct Package1 {
    #[serde(rename = "MOS", default, skip_serializing_if = "Vec::is_empty")]
    mos: Vec<Mo>,
    #[serde(rename = "Alert", default, skip_serializing_if = "Vec::is_empty")]
    alerts: Vec<Alert>,
}

#[derive(Serialize, Deserialize)]
struct Mo {
    #[serde(rename = "DDF", skip_serializing_if = "Option::is_none")]
    ddf: Option<String>,
    #[serde(rename = "MOID", skip_serializing_if = "Option::is_none")]
    moid: Option<String>,
    #[serde(rename = "MIID")]
    miids: Vec<String>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Package2 {
    #[serde(rename = "CMD")]
    commands: Vec<Vec<String>>,
}

#[derive(Serialize, Deserialize)]
pub(crate) struct Package3 {
    #[serde(rename = "Status")]
    statuses: Vec<Status>,
    #[serde(rename = "Alert", default, skip_serializing_if = "Vec::is_empty")]
    alerts: Vec<Alert>,
}

#[derive(Serialize, Deserialize)]
struct Status {
    sc: u16,
    #[serde(rename = "URI", default, skip_serializing_if = "Vec::is_empty")]
    locations: Vec<String>,
}

#[derive(Serialize, Deserialize)]
struct Alert {
    #[serde(rename = "AlertType")]
    alert_type: String,
    #[serde(rename = "SourceURI", skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(rename = "TargetURI", skip_serializing_if = "Option::is_none")]
    target: Option<String>,
    #[serde(rename = "Mark", skip_serializing_if = "Option::is_none")]
    mark: Option<String>,
    #[serde(rename = "DataType", skip_serializing_if = "Option::is_none")]
    data_type: Option<String>,
    #[serde(rename = "Data", skip_serializing_if = "Option::is_none")]
    data: Option<Box<RawValue>>,
}
