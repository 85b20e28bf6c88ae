namespace Slipway.Core.Values;

/// <summary>Who did something, and from where. A bare name converts by itself: code of our own acts from nowhere.</summary>
/// <param name="Name">A person's name, <c>engine</c>, <c>alertmanager</c>.</param>
/// <param name="Origin">
/// Channel, address and the credential's name in one line of at most 200 characters, as <c>cli 10.0.0.5 token ci-bot</c>;
/// never a secret. Null: not known, or from within.
/// </param>
public readonly record struct Actor(string Name, string? Origin = null)
{
    public const int MaxOriginLength = 200;

    /// <exception cref="ArgumentException">It is empty, too long, or more than one line.</exception>
    public string? Origin { get; } = Checked(Origin);

    public static implicit operator Actor(string name) => new(name);

    public override string ToString() => Name;

    private static string? Checked(string? origin)
    {
        if (origin is null)
            return null;
        if (origin.Length is 0 or > MaxOriginLength)
            throw new ArgumentException($"An origin has 1 to {MaxOriginLength} characters, not {origin.Length}", nameof(origin));
        return origin.Any(char.IsControl) ? throw new ArgumentException("An origin is one line", nameof(origin)) : origin;
    }
}
