namespace Slipway.Core.Specs.Schema;

/// <summary>A key whose value goes into a <typeparamref name="TOwner"/>.</summary>
internal abstract class SpecField<TOwner> : SpecField
{
    /// <summary>Reads the value at <paramref name="at"/>; puts it into <paramref name="owner"/> when that is still whole.</summary>
    public abstract bool TryRead(SpecCursor at, bool ownerIsWhole, ref TOwner owner);

    /// <summary><c>key: value</c>; null where the owner has nothing there.</summary>
    public abstract string? Format(TOwner owner);
}
