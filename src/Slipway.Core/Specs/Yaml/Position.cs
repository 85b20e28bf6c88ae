namespace Slipway.Core.Specs.Yaml;

/// <summary>A place in a file; both counted from 1.</summary>
internal readonly record struct Position(int Line, int Column);
