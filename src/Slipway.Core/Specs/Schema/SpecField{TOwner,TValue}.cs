namespace Slipway.Core.Specs.Schema;

/// <summary>A key with its type, and where its value is kept. The default is what <paramref name="seed"/> has there.</summary>
internal sealed class SpecField<TOwner, TValue>(
    SpecType<TValue> type, TOwner seed, Func<TOwner, TValue?> get, Func<TOwner, TValue, TOwner> set) : SpecField<TOwner>
{
    public override SpecType Type => type;

    public override string? Default => Required ? null : Value(seed);

    public override bool TryRead(SpecCursor at, bool ownerIsWhole, ref TOwner owner)
    {
        if (!type.TryRead(at, out var value))
            return false;
        if (ownerIsWhole)
            owner = set(owner, value);
        return true;
    }

    public override string? Format(TOwner owner) => Value(owner) is { } value ? $"{Key}: {value}" : null;

    private string? Value(TOwner owner) => get(owner) is { } value ? type.Format(value) : null;
}
