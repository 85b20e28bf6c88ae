namespace Slipway.Core.Specs.Model;

/// <summary>A question put to one instance. Exactly one of <see cref="Http"/>, <see cref="Tcp"/> and <see cref="Command"/>.</summary>
public sealed record ProbeSpec
{
    /// <summary>A path on the instance's port, beginning with <c>/</c>. Good is a status of 200 to 399.</summary>
    public string? Http { get; init; }

    /// <summary>True: a connection to the instance's port can be opened.</summary>
    public bool Tcp { get; init; }

    /// <summary>An argument list, with <c>{port}</c>; good is exit code 0.</summary>
    public IReadOnlyList<string>? Command { get; init; }

    public TimeSpan Every { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>No answer by then is a failure.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>Failures in a row until the answer counts as no. 1 to 100.</summary>
    public int Failures { get; init; } = 3;
}
