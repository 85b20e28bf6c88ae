namespace Slipway.Core.Specs.Yaml;

/// <summary>Ends the reading of a document inside <see cref="YamlText"/>; never leaves it.</summary>
internal sealed class YamlFaultException(Position position, string message, string? remedy) : Exception(message)
{
    public Position Position => position;

    public string? Remedy => remedy;
}
