using Slipway.Core.Import;

namespace Slipway.Cli.Import.Views;

/// <summary>What programs get from an import.</summary>
/// <param name="File">That was written, as an absolute path.</param>
/// <param name="Spec">Its text.</param>
/// <param name="Notes">What has no equal, or not quite.</param>
internal sealed record ImportView(string File, string Spec, IReadOnlyList<ImportNote> Notes);
