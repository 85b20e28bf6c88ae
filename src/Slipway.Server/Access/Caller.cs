using System.Net;
using Microsoft.AspNetCore.Http;
using Slipway.Core.Access;
using Slipway.Core.Values;

namespace Slipway.Server.Access;

/// <summary>Who asks, proven, and what they may do.</summary>
/// <param name="Principal">Under the name that counts.</param>
internal sealed record Caller(Principal Principal, Rights Rights, Actor Actor)
{
    private const string CliAgent = "slipway/";

    /// <summary>The name that counts.</summary>
    public string Name => Principal.Name;

    /// <exception cref="InvalidOperationException">Nobody was asked: the endpoint is open to all.</exception>
    public static Caller Of(HttpContext context) =>
        context.Features.Get<Caller>() ?? throw new InvalidOperationException($"{context.Request.Path} does not ask who calls");

    /// <summary>Channel, address and credential.</summary>
    public static string OriginOf(HttpContext context, string? credential)
    {
        var channel = context.Request.Headers.UserAgent.ToString().StartsWith(CliAgent, StringComparison.Ordinal) ? "cli" : "api";
        var origin = $"{channel} {AddressOf(context)}{(credential is null ? "" : $" {credential}")}";
        return origin.Length <= Actor.MaxOriginLength ? origin : origin[..Actor.MaxOriginLength];
    }

    public static IPAddress AddressOf(HttpContext context) => context.Connection.RemoteIpAddress switch
    {
        null => IPAddress.Loopback,
        { IsIPv4MappedToIPv6: true } mapped => mapped.MapToIPv4(),
        var address => address,
    };

    /// <summary>From this machine, by whatever address of its own.</summary>
    public static bool IsHere(HttpContext context) =>
        IPAddress.IsLoopback(AddressOf(context)) || Equals(context.Connection.RemoteIpAddress, context.Connection.LocalIpAddress);

    /// <summary>The roles that the caller has there, as approvals and checklists ask for them.</summary>
    public IReadOnlyCollection<string> RolesOn(EnvironmentKey key) => Rights.RolesOn(key.ToString());

    public bool May(string action, EnvironmentKey key) => Rights.Decide(action, key.ToString()).IsAllowed;
}
