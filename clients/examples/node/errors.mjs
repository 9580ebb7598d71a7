// What a service says besides code and message: google.rpc.Status in the trailer
// grpc-status-details-bin. Only the fields read here are declared.
import protobuf from 'protobufjs';

const { root } = protobuf.parse(`
  syntax = "proto3";
  package google.rpc;
  message Any { string type_url = 1; bytes value = 2; }
  message Status { int32 code = 1; string message = 2; repeated Any details = 3; }
  message ErrorInfo { string reason = 1; string domain = 2; map<string, string> metadata = 3; }
  message BadRequest {
    message FieldViolation { string field = 1; string description = 2; }
    repeated FieldViolation field_violations = 1;
  }
  message Duration { int64 seconds = 1; int32 nanos = 2; }
  message RetryInfo { Duration retry_delay = 1; }
`);

// { reason, metadata, fields: [{ field, description }], retryAfterSeconds } of a failed call.
export function detailsOf(error) {
  const result = { reason: '', metadata: {}, fields: [] };
  const [bytes] = error.metadata?.get('grpc-status-details-bin') ?? [];
  if (!bytes) return result;
  for (const { typeUrl, value } of root.lookupType('google.rpc.Status').decode(bytes).details) {
    const type = typeUrl.split('/').pop();
    if (!root.lookup(type)) continue;
    const detail = root.lookupType(type).decode(value);
    if (type.endsWith('.ErrorInfo')) Object.assign(result, { reason: detail.reason, metadata: detail.metadata });
    if (type.endsWith('.BadRequest')) {
      result.fields = detail.fieldViolations.map(({ field, description }) => ({ field, description }));
    }
    if (type.endsWith('.RetryInfo')) {
      result.retryAfterSeconds = Number(detail.retryDelay.seconds) + detail.retryDelay.nanos / 1e9;
    }
  }
  return result;
}
