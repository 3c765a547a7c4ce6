//! Reads the variables by which a pod tells its load generator what to do.

const DEFAULT_TOKENS: &str = "/var/run/secrets/tare";

pub struct Environment<F> {
    lookup: F,
    /// A sentence for each variable that is missing or wrong.
    pub problems: Vec<String>,
}

impl<F: Fn(&str) -> Option<String>> Environment<F> {
    pub fn new(lookup: F) -> Environment<F> {
        Environment {
            lookup,
            problems: Vec::new(),
        }
    }

    /// Nothing is a problem.
    pub fn need(&mut self, name: &str) -> String {
        self.any(name).unwrap_or_else(|| {
            self.problems.push(format!("{name} is missing"));
            String::new()
        })
    }

    /// What `parse` makes of a variable; its error is a problem.
    pub fn parsed<T>(
        &mut self,
        name: &str,
        parse: impl Fn(&str) -> Result<T, String>,
    ) -> Option<T> {
        let text = self.need(name);
        parse(&text)
            .map_err(|problem| self.problems.push(problem))
            .ok()
    }

    pub fn any(&self, name: &str) -> Option<String> {
        (self.lookup)(name).filter(|text| !text.is_empty())
    }

    /// Folder of the tokens.
    pub fn tokens(&self) -> String {
        self.any("TOKENS").unwrap_or(DEFAULT_TOKENS.into())
    }
}
