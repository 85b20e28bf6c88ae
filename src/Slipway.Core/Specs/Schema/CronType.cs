using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Slipway.Core.Gates.Windows;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>A schedule of five fields; each field that is wrong is reported.</summary>
internal sealed class CronType : SpecType<CronSchedule>
{
    public override string Shape => CronSchedule.Shape;

    public override string Format(CronSchedule value) => YamlWord.Of(value.ToString());

    public override JsonObject JsonSchema() => new() { ["type"] = "string", ["pattern"] = @"^\s*(\S+\s+){4}\S+\s*$" };

    public override bool TryRead(SpecCursor at, [MaybeNullWhen(false)] out CronSchedule value)
    {
        value = null;
        if (at.Node is not ScalarNode { IsNull: false } scalar)
        {
            at.Error($"must be {Shape}, not {at.Node.Kind}");
            return false;
        }

        if (CronSchedule.TryParse(scalar.Text, out value, out var faults))
            return true;
        foreach (var fault in faults)
            at.Error(fault.Field.Length == 0 ? fault.Message : $"{fault.Field}: {fault.Message}", fault.Remedy);
        return false;
    }
}
