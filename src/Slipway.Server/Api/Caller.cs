using Microsoft.AspNetCore.Http;
using Slipway.Contracts;

namespace Slipway.Server.Api;

/// <summary>Who asks, for the record.</summary>
internal static class Caller
{
    private const string Unnamed = "api";

    /// <exception cref="BadHttpRequestException">The name is too long.</exception>
    public static string Of(HttpContext context)
    {
        var name = Uri.UnescapeDataString(context.Request.Headers[ActorHeader.Name].ToString()).Trim();
        return name.Length switch
        {
            0 => Unnamed,
            > ActorHeader.MaxLength => throw new BadHttpRequestException($"{ActorHeader.Name} holds a name of at most {ActorHeader.MaxLength} characters"),
            _ => name,
        };
    }
}
