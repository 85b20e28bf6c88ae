namespace Slipway.Core.Specs.Schema;

/// <summary>Names as Kubernetes allows them for most kinds (RFC 1123): small letters, digits and <c>-</c>, at most 63 characters.</summary>
internal static class KubernetesName
{
    public const int MaxLength = 63;

    private const string Shape = "small letters, digits and -, at most 63 characters";

    /// <summary>The longest thing that is written behind a Deployment's name: its twin's.</summary>
    private const int TwinLength = 10;

    /// <summary>The longest thing that is written behind a Service's name: a side's.</summary>
    private const int SideLength = 6;

    public static TextType Type { get; } = Of(MaxLength, null);

    public static TextType OfDeployment { get; } = Of(MaxLength - TwinLength, "so that its twin's name, with '-candidate' behind it, is no longer than 63");

    public static TextType OfService { get; } = Of(MaxLength - SideLength, "so that the names of its sides, with '-green' behind them, are no longer than 63");

    /// <summary>With a namespace before it, where the object is not in the app's own.</summary>
    public static TextType WithNamespace { get; } = new(
        $"NAME or NAMESPACE/NAME, each of {Shape}", "^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?/)?[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$", text =>
            text.Split('/') is { Length: <= 2 } parts
                ? parts.Select(part => Fault(part, MaxLength, null)).FirstOrDefault(fault => fault is not null)
                : new ScalarFault($"'{text}' has more than one /", "write NAME or NAMESPACE/NAME"));

    private static TextType Of(int longest, string? why) => new(
        $"a name of small letters, digits and -, at most {longest} characters", $"^[a-z0-9]([a-z0-9-]{{0,{longest - 2}}}[a-z0-9])?$", text => Fault(text, longest, why));

    private static ScalarFault? Fault(string text, int longest, string? why)
    {
        if (text.Length > longest)
            return new ScalarFault($"is {text.Length} characters long; {longest} is the most", why);
        var good = text.Length > 0 && text[0] != '-' && text[^1] != '-' && text.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-');
        return good ? null : new ScalarFault($"'{text}' is not a name that Kubernetes allows", Shape);
    }
}
