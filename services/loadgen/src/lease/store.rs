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
