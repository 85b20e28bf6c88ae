using Microsoft.AspNetCore.Http;

namespace Slipway.Server.Access;

/// <summary>Which place a request is about, as a rule's pattern reads it. Null: no such place, which is for the endpoint to say.</summary>
internal delegate ValueTask<string?> Where(EndpointFilterInvocationContext request);
