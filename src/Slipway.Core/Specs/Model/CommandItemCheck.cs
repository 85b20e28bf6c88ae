namespace Slipway.Core.Specs.Model;

/// <summary>A program is run, never a shell. Good is exit code 0, with what its output must have.</summary>
public sealed record CommandItemCheck : ItemCheck
{
    public const string Kind = "command";

    /// <summary>The program and its arguments.</summary>
    public required IReadOnlyList<string> Run { get; init; }

    /// <summary>What its output must have in it; null: anything.</summary>
    public string? Contains { get; init; }

    public override string Name => Kind;
}
