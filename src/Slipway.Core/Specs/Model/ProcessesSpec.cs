using System.Text.Json.Serialization;

namespace Slipway.Core.Specs.Model;

/// <summary>Versions as processes of this machine.</summary>
public sealed record ProcessesSpec : TargetSpec
{
    public const string Kind = "processes";

    [JsonIgnore]
    public override string Name => Kind;

    /// <summary>
    /// The program and its arguments, never a shell line. <c>{port}</c> becomes the instance's free port,
    /// <c>{version}</c> the version and <c>{artifact}</c> the version's folder.
    /// </summary>
    public required IReadOnlyList<string> Command { get; init; }

    /// <summary>The working directory; the same placeholders. Default: the version's folder.</summary>
    public string WorkingDirectory { get; init; } = "{artifact}";

    /// <summary>Added to the server's own environment. <c>PORT</c>, <c>SLIPWAY_APP</c>, <c>SLIPWAY_ENVIRONMENT</c> and <c>SLIPWAY_VERSION</c> are set as well.</summary>
    public IReadOnlyDictionary<string, string> Environment { get; init; } = new Dictionary<string, string>();

    /// <summary>When a running instance counts as broken and is replaced. Null: only when its process ends.</summary>
    public ProbeSpec? Live { get; init; }

    /// <summary>From SIGTERM to SIGKILL.</summary>
    public TimeSpan StopWithin { get; init; } = TimeSpan.FromSeconds(20);

    public RestartSpec Restart { get; init; } = new();

    public LogSpec Logs { get; init; } = new();
}
