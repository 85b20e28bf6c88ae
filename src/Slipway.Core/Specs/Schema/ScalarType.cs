using System.Diagnostics.CodeAnalysis;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>A single value.</summary>
internal abstract class ScalarType<T> : SpecType<T>
{
    public override bool TryRead(SpecCursor at, [MaybeNullWhen(false)] out T value)
    {
        value = default;
        if (at.Node is not ScalarNode scalar)
            at.Error($"must be {Shape}, not {at.Node.Kind}");
        else if (scalar.IsNull)
            at.Error("is empty", $"give it {Shape}, or remove the key");
        else if (Read(scalar, out value) is { } fault)
            at.Error(fault.Message, fault.Remedy);
        else
            return true;
        return false;
    }

    /// <summary>Null when the value is good.</summary>
    protected abstract ScalarFault? Read(ScalarNode scalar, out T value);

    protected ScalarFault NotOfShape(ScalarNode scalar, string? remedy = null) => new($"must be {Shape}, not '{scalar.Shown}'", remedy);
}
