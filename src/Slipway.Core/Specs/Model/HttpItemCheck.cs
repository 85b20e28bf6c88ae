namespace Slipway.Core.Specs.Model;

/// <summary>A request. Good is a status of 200 to 399, with everything else that is asked for.</summary>
public sealed record HttpItemCheck : ItemCheck
{
    public const string Kind = "http";

    /// <summary>Absolute, http or https.</summary>
    public required string Url { get; init; }

    /// <summary>What the first 64 KiB of the answer's body must have in them; null: anything.</summary>
    public string? Contains { get; init; }

    /// <summary>Names of headers that the answer must have.</summary>
    public IReadOnlyList<string> Headers { get; init; } = [];

    public override string Name => Kind;
}
