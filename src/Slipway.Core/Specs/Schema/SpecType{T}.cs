using System.Diagnostics.CodeAnalysis;

namespace Slipway.Core.Specs.Schema;

/// <summary>A <see cref="SpecType"/> that becomes a <typeparamref name="T"/>.</summary>
internal abstract class SpecType<T> : SpecType
{
    /// <summary>Reads the node, or reports everything that is wrong in it and answers false.</summary>
    public abstract bool TryRead(SpecCursor at, [MaybeNullWhen(false)] out T value);

    /// <summary>The value as YAML on one line; null where there is nothing to write.</summary>
    public abstract string? Format(T value);
}
