const OCTET = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

/** A host name or an IPv4 address. */
export const HOST_ADDRESS = /^[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?$/;

/** A range of IPv4 addresses, which Kubernetes takes without leading zeros: `10.1.0.0/16`. */
export const IPV4_RANGE = new RegExp(`^${OCTET}(?:\\.${OCTET}){3}/(?:3[0-2]|[12]?\\d)$`);
