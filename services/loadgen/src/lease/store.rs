//! Where the Lease is kept.

use kubeapi::{ApiError, ApiServer};
use serde_json::Value;

/// Reads and writes one Lease. A write of something else than was read fails with the status 409.
pub trait Store {
    fn name(&self) -> &str;
    /// `None` where there is no Lease yet.
    fn get(&self) -> Result<Option<Value>, ApiError>;
    fn create(&self, lease: &Value) -> Result<Value, ApiError>;
    fn replace(&self, lease: &Value) -> Result<Value, ApiError>;
}

/// The API server of the cluster.
#[derive(Clone)]
pub struct ApiStore {
    api: ApiServer,
    collection: String,
    name: String,
}

impl ApiStore {
    pub fn new(api: ApiServer, namespace: &str, name: &str) -> ApiStore {
        ApiStore {
            api,
            collection: format!("/apis/coordination.k8s.io/v1/namespaces/{namespace}/leases"),
            name: name.to_string(),
        }
    }

    fn path(&self) -> String {
        format!("{}/{}", self.collection, self.name)
    }
}

impl Store for ApiStore {
    fn name(&self) -> &str {
        &self.name
    }

    fn get(&self) -> Result<Option<Value>, ApiError> {
        match self.api.request("GET", &self.path(), None) {
            Ok(lease) => Ok(Some(lease)),
            Err(error) if error.status == Some(404) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn create(&self, lease: &Value) -> Result<Value, ApiError> {
        self.api.request("POST", &self.collection, Some(lease))
    }

    fn replace(&self, lease: &Value) -> Result<Value, ApiError> {
        self.api.request("PUT", &self.path(), Some(lease))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use kubeapi::testing::{Account, CA, serve};
    use serde_json::json;

    const PLACE: &str = "/apis/coordination.k8s.io/v1/namespaces/space/leases";

    /// What came of `ask`, and the request that the API server got.
    fn asked<T>(answer: &str, ask: impl FnOnce(&ApiStore) -> T) -> (T, String) {
        let account = Account::new(CA);
        let (address, thread) = serve(answer);
        let store = ApiStore::new(account.api_server(address), "space", "measurement");
        let outcome = ask(&store);
        (outcome, thread.join().unwrap())
    }

    #[test]
    fn a_lease_that_is_not_there_is_none_and_no_failure() {
        let (found, request) = asked("HTTP/1.0 404 Not Found\r\n\r\n{}", ApiStore::get);

        assert_eq!(found, Ok(None));
        assert!(request.starts_with(&format!("GET {PLACE}/measurement HTTP/1.0\r\n")));
        let (found, _) = asked("HTTP/1.0 403 Forbidden\r\n\r\n{}", ApiStore::get);
        assert_eq!(found.unwrap_err().status, Some(403));
    }

    #[test]
    fn a_new_one_goes_to_the_collection_and_a_change_to_its_own_place() {
        let lease = json!({ "metadata": { "resourceVersion": "7" } });
        let created = "HTTP/1.0 201 Created\r\n\r\n{\"a\":1}";

        let (written, request) = asked(created, |store| store.create(&lease));
        assert_eq!(written, Ok(json!({ "a": 1 })));
        assert!(request.starts_with(&format!("POST {PLACE} HTTP/1.0\r\n")));

        let conflict = "HTTP/1.0 409 Conflict\r\n\r\n{}";
        let (written, request) = asked(conflict, |store| store.replace(&lease));
        assert_eq!(written.unwrap_err().status, Some(409));
        assert!(request.starts_with(&format!("PUT {PLACE}/measurement HTTP/1.0\r\n")));
        assert!(request.ends_with(&lease.to_string()), "{request}");
    }
}
