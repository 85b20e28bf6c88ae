using Microsoft.AspNetCore.Http;

namespace Slipway.Server.Access;

/// <summary>Which places a request is about, as a rule's pattern reads them. None: no such place, which is for the endpoint to say.</summary>
internal delegate ValueTask<IReadOnlyList<string>> Where(EndpointFilterInvocationContext request);
