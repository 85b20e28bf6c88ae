namespace Slipway.Repo.Tests.Architecture;

/// <summary>A type of a compiled assembly that a piece of code names: in a signature, a field, a local or an instruction.</summary>
/// <param name="By">Namespace and name of the outermost type that does.</param>
/// <param name="Assembly">Where the named type is; the code's own assembly for its own types.</param>
/// <param name="Type">Its namespace and name.</param>
internal sealed record Mention(string By, string Assembly, string Type);
