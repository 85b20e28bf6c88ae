namespace Slipway.Core.Notices.Model;

/// <summary>Where a secret is. The secret itself is in no file of Slipway's.</summary>
public sealed record SecretSource
{
    /// <summary>A variable of the server's environment; null when it is in a file.</summary>
    public string? Env { get; init; }

    /// <summary>A file, absolute, or relative to the file that names it; read anew for each use, so that it can be changed at any time.</summary>
    public string? File { get; init; }

    /// <summary>The line that names it, from 1: for who finds that it is not there.</summary>
    public int Line { get; init; }

    public override string ToString() => Env is null ? $"the file {File}" : $"the variable {Env}";
}
