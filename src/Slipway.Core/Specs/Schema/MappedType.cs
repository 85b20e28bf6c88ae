using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;

namespace Slipway.Core.Specs.Schema;

/// <summary>Reads as one type and becomes another: for values whose shape in the file is not their shape in the model.</summary>
internal sealed class MappedType<TFrom, TTo>(SpecType<TFrom> inner, Func<TFrom, TTo> map, Func<TTo, TFrom> back) : SpecType<TTo>
{
    public override string Shape => inner.Shape;

    public override IReadOnlyList<SpecField> Fields => inner.Fields;

    public override string FieldsPath => inner.FieldsPath;

    public override JsonObject JsonSchema() => inner.JsonSchema();

    public override string? Format(TTo value) => inner.Format(back(value));

    public override bool TryRead(SpecCursor at, [MaybeNullWhen(false)] out TTo value)
    {
        var good = inner.TryRead(at, out var read);
        value = good ? map(read!) : default;
        return good;
    }
}
