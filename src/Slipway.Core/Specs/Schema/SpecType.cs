using System.Text.Json.Nodes;

namespace Slipway.Core.Specs.Schema;

/// <summary>What a place in the spec may hold. Validation, JSON Schema, reference and template all come from a tree of these.</summary>
internal abstract class SpecType
{
    /// <summary>With its article and range, as in "must be …": <c>a whole number from 1 to 100</c>.</summary>
    public abstract string Shape { get; }

    /// <summary>Draft 2020-12, of one value.</summary>
    public abstract JsonObject JsonSchema();

    /// <summary>The keys of the map that lies here or in each item here; none for a single value.</summary>
    public virtual IReadOnlyList<SpecField> Fields => [];

    /// <summary>What leads from here to <see cref="Fields"/> in a path: nothing, <c>[]</c> or <c>.&lt;name&gt;</c>.</summary>
    public virtual string FieldsPath => "";
}
