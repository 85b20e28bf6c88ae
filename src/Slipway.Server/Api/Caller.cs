using Microsoft.AspNetCore.Http;
using Slipway.Contracts;
using Slipway.Core.Values;

namespace Slipway.Server.Api;

/// <summary>Who asks.</summary>
internal sealed record Caller(Actor Actor)
{
    private const string Unnamed = "api";

    public string Name => Actor.Name;

    /// <summary>The roles that the caller has there, as approvals and checklists ask for them.</summary>
    public Func<EnvironmentKey, IReadOnlyCollection<string>> RolesOn { get; init; } = _ => [];

    /// <exception cref="BadHttpRequestException">The name is too long.</exception>
    public static Caller Of(HttpContext context)
    {
        var name = Uri.UnescapeDataString(context.Request.Headers[ActorHeader.Name].ToString()).Trim();
        return name.Length switch
        {
            0 => new Caller(Unnamed),
            > ActorHeader.MaxLength => throw new BadHttpRequestException($"{ActorHeader.Name} holds a name of at most {ActorHeader.MaxLength} characters"),
            _ => new Caller(name),
        };
    }
}
