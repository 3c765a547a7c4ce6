//! What differs: the specs of the pods, as components/benchmark/podComparison.ts writes them.

use serde_json::{Value, json};

#[derive(Debug, Clone, PartialEq)]
pub struct Variant {
    pub name: String,
    pub image: String,
    pub port: u16,
    /// Cores that are to be the pod's own; 0 where it shares.
    pub exclusive_cores: u64,
    /// Labels and spec of the pod.
    pub template: Value,
}

impl Variant {
    /// For the record.
    pub fn document(&self) -> Value {
        json!({
            "name": self.name,
            "image": self.image,
            "exclusiveCores": self.exclusive_cores,
        })
    }
}

/// Reads the variants; the first is the one that all others are compared with.
pub fn parse_variants(text: &str) -> Result<Vec<Variant>, String> {
    let wrong = || {
        format!(
            "VARIANTS ({text}) must list at least two variants with name, image, port, \
             exclusiveCores and template"
        )
    };
    let value: Value = serde_json::from_str(text).map_err(|_| wrong())?;
    let list = value.as_array().filter(|list| list.len() > 1);
    let variants: Option<Vec<Variant>> = list.ok_or_else(wrong)?.iter().map(parse).collect();
    let variants = variants.ok_or_else(wrong)?;
    let alike = |one: &Variant| variants.iter().filter(|all| all.name == one.name).count() > 1;
    match variants.iter().any(alike) {
        true => Err(format!("{}: names must differ", wrong())),
        false => Ok(variants),
    }
}

fn parse(value: &Value) -> Option<Variant> {
    let text = |key: &str| Some(value[key].as_str()?.to_string()).filter(|text| !text.is_empty());
    Some(Variant {
        name: text("name")?,
        image: text("image")?,
        port: u16::try_from(value["port"].as_u64()?)
            .ok()
            .filter(|port| *port > 0)?,
        exclusive_cores: value["exclusiveCores"].as_u64()?,
        template: Some(&value["template"])
            .filter(|template| template["spec"].is_object())?
            .clone(),
    })
}

#[cfg(test)]
pub mod tests {
    use super::*;

    pub const TWO: &str = r#"[
        {"name":"shared","image":"i","port":8080,"exclusiveCores":0,"template":{"spec":{}}},
        {"name":"exclusive","image":"i","port":8080,"exclusiveCores":1,"template":{"spec":{}}}]"#;

    #[test]
    fn takes_variants_that_can_be_told_apart() {
        let variants = parse_variants(TWO).unwrap();
        assert_eq!(variants[1].name, "exclusive");
        assert_eq!(variants[1].exclusive_cores, 1);

        for wrong in [
            "5".to_string(),
            "[]".into(),
            TWO.replace("\"exclusive\"", "\"shared\""),
            TWO.replace("8080", "0"),
            TWO.replace("\"spec\"", "\"other\""),
        ] {
            assert!(parse_variants(&wrong).unwrap_err().contains("must"));
        }
    }
}
