using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>How an item of a checklist is answered without a person. In its texts <c>{app}</c>, <c>{environment}</c> and <c>{version}</c> are filled in.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "kind")]
[JsonDerivedType(typeof(HttpItemCheck), HttpItemCheck.Kind)]
[JsonDerivedType(typeof(TcpItemCheck), TcpItemCheck.Kind)]
[JsonDerivedType(typeof(CommandItemCheck), CommandItemCheck.Kind)]
[JsonDerivedType(typeof(SqlItemCheck), SqlItemCheck.Kind)]
[JsonDerivedType(typeof(MetricItemCheck), MetricItemCheck.Kind)]
public abstract record ItemCheck
{
    /// <summary>No answer by then is a failure.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The key in the file, and the name of the runner.</summary>
    [JsonIgnore]
    public abstract string Name { get; }
}
