using Slipway.Kubernetes.Tests.Targets.Packages;

namespace Slipway.Kubernetes.Tests.Targets.Helm;

/// <summary>A chart with a Deployment, whose image's tag is a value.</summary>
internal static class Chart
{
    /// <returns>The folder of the version.</returns>
    public static string Write(PackageRig rig, string version, params (string Path, string Text)[] more) => rig.Write(version,
    [
        ("Chart.yaml", $"apiVersion: v2\nname: shop\nversion: {version}\n"),
        ("values.yaml", "image: { tag: none }\ncolour: blue\n"),
        ("templates/app.yaml", PackageRig.Deployment("{{ .Values.image.tag }}")),
        ("templates/settings.yaml", PackageRig.ConfigMap("settings", "{{ .Values.colour | quote }}")),
        .. more,
    ]);
}
