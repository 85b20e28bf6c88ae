using System.Net;
using Slipway.Core.Specs.Schema;

namespace Slipway.Core.Notices.Schema;

/// <summary>Addresses that notices are sent to.</summary>
internal static class WebAddress
{
    /// <summary>With TLS, but on this machine: a secret goes with each notice.</summary>
    public static SpecType<Uri> Secure { get; } = Type("an https address", "^https?://", text => Fault(text) ?? (IsSecure(new Uri(text))
        ? null
        : new ScalarFault("is not encrypted, and a secret goes with each notice", "use https; http is for this machine alone")));

    public static SpecType<Uri> Any { get; } = Type("an http or https address", "^https?://", Fault);

    private static SpecType<Uri> Type(string shape, string pattern, Func<string, ScalarFault?> fault) =>
        new MappedType<string, Uri>(new TextType(shape, pattern, fault), text => new Uri(text), uri => uri?.ToString().TrimEnd('/')!);

    private static ScalarFault? Fault(string text) =>
        !Uri.TryCreate(text, UriKind.Absolute, out var uri) || uri.Scheme is not ("http" or "https")
            ? new ScalarFault("is no http or https address", "write it as https://hooks.example.org/path")
            : uri.UserInfo.Length > 0 ? new ScalarFault("has a user or password in it", "remove what stands before the @") : null;

    private static bool IsSecure(Uri uri) => uri.Scheme == "https" || uri.Host == "localhost" || (IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));
}
