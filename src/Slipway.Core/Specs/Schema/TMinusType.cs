using System.Text.Json.Nodes;
using Slipway.Core.Specs.Text;
using Slipway.Core.Specs.Yaml;

namespace Slipway.Core.Specs.Schema;

/// <summary>A time counted from the deployment.</summary>
internal sealed class TMinusType : ScalarType<TimeSpan>
{
    public override string Shape => TMinus.Shape;

    public override string Format(TimeSpan value) => TMinus.Format(value);

    public override JsonObject JsonSchema() => new() { ["type"] = "string", ["pattern"] = @"^T([-+]([0-9]+:[0-5][0-9]|([0-9]+(d|h|m|s|ms))+))?$" };

    protected override ScalarFault? Read(ScalarNode scalar, out TimeSpan value) => TMinus.TryParse(scalar.Text, out value) ? null : NotOfShape(scalar);
}
