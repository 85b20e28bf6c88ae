using System.CommandLine;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Slipway.Cli.Offline;
using Slipway.Contracts;
using Slipway.Core.Access.Files;
using Slipway.Core.Specs.Model;
using Slipway.Kubernetes.Install;

namespace Slipway.Cli.Hosting;

/// <summary>Writes manifests. Applies nothing.</summary>
internal sealed partial class InstallVerb : Verb
{
    private const string Screen = "-";
    private const int MatchMilliseconds = 1000;

    private readonly Option<string[]> _files = new("--file", "-f") { Description = "A spec; may be given several times [default: slipway.yaml]", HelpName = "FILE" };
    private readonly Option<string> _out = new("--out") { Description = "The folder for the manifests, or - for the screen", HelpName = "DIR", DefaultValueFactory = _ => Screen };
    private readonly Option<string> _namespace = new("--namespace", "-n") { Description = "Slipway's own namespace, which is made", HelpName = "NAME", DefaultValueFactory = _ => "slipway" };
    private readonly Option<int?> _replicas = new("--replicas") { Description = "Servers: 1, or 3 that share a PostgreSQL [default: 3 with --store-secret, else 1]", HelpName = "N" };
    private readonly Option<string?> _store = new("--store-secret") { Description = "The Secret whose key url is postgres://user:password@host:port/database [default: SQLite on a volume]", HelpName = "NAME" };
    private readonly Option<int> _storePort = new("--store-port") { Description = "The PostgreSQL's port, which the network policy lets through", HelpName = "PORT", DefaultValueFactory = _ => InstallOptions.PostgresPort };
    private readonly Option<string> _volumeSize = new("--volume-size") { Description = "Of the volume for SQLite", HelpName = "SIZE", DefaultValueFactory = _ => "10Gi" };
    private readonly Option<string?> _storageClass = new("--storage-class") { Description = "Of that volume [default: the cluster's own]", HelpName = "NAME" };
    private readonly Option<string> _image = new("--image") { Description = "Of Slipway, as the cluster's nodes get it", HelpName = "IMAGE", DefaultValueFactory = _ => $"slipway:{ProgramVersion.Text}" };
    private readonly Option<string> _tls = new("--tls-secret") { Description = "The Secret with the API's certificate and key, of type kubernetes.io/tls", HelpName = "NAME", DefaultValueFactory = _ => "slipway-tls" };
    private readonly Option<bool> _insecure = new("--insecure") { Description = "Serve the API without TLS, where a service mesh encrypts: tokens can be read on the way" };
    private readonly Option<string?> _access = new("--access") { Description = "Who may do what [default: only what a token itself gives]", HelpName = "FILE" };
    private readonly Option<string?> _registry = new("--registry-secret") { Description = "The Secret by which registries are asked for images, of type kubernetes.io/dockerconfigjson [default: as anybody]", HelpName = "NAME" };

    private readonly Option<string> _metricsFrom = new("--metrics-from") { Description = "The namespace of the Prometheus that may read metrics", HelpName = "NAME", DefaultValueFactory = _ => "monitoring" };
    private readonly Option<string?> _monitor = new("--service-monitor") { Description = "Write a ServiceMonitor and alerts as well, with the label by which your Prometheus operator chooses them, if it does", HelpName = "LABEL=VALUE", Arity = ArgumentArity.ZeroOrOne };

    public InstallVerb(Terminal terminal)
        : base(
            terminal, "install", "Write the manifests that run the server in Kubernetes, with rights made for your specs; applies nothing",
            "slipway install --out deploy/slipway", "slipway install -f shop.yaml -f billing.yaml --store-secret slipway-store --out deploy/slipway", "slipway install | kubectl diff -f -")
    {
        foreach (var option in (Option[])[_files, _out, _namespace, _replicas, _store, _storePort, _volumeSize, _storageClass, _image, _tls, _insecure, _access, _registry, _metricsFrom, _monitor])
            Options.Add(option);
    }

    protected override Task<int> RunAsync(ParseResult parsed, CancellationToken cancellation)
    {
        Write(parsed);
        return Task.FromResult(ExitCodes.Done);
    }

    /// <summary>Apart, so that the assemblies are loaded for this verb alone.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Write(ParseResult parsed)
    {
        var options = Read(parsed);
        var files = InstallManifests.Write(options);
        var target = parsed.GetValue(_out)!;
        if (target == Screen)
        {
            foreach (var file in files)
                Terminal.Out.Write(file.ToYaml());
        }
        else
        {
            new InstallFolder(Path.GetFullPath(target, Terminal.Directory)).Write(files);
        }

        // Behind the manifests nothing may stand that kubectl would read.
        var people = target == Screen ? Terminal.Error : Terminal.Out;
        foreach (var line in InstallSteps.For(options, target == Screen ? null : target))
            people.WriteLine(line);
    }

    private InstallOptions Read(ParseResult parsed)
    {
        var files = parsed.GetValue(_files) is { Length: > 0 } given ? given : [FileOption.Default];
        var store = NameIn(_store, parsed.GetValue(_store));
        var options = new InstallOptions
        {
            Specs = InstallSpecs.Read(files, Terminal),
            Namespace = NameIn(_namespace, parsed.GetValue(_namespace)!),
            Image = Matching(_image, parsed.GetValue(_image)!, Image(), "an image: registry.example/slipway:1.0 or …@sha256:…"),
            Replicas = Replicas(parsed.GetValue(_replicas), store),
            StoreSecret = store,
            StorePort = parsed.GetValue(_storePort) is > 0 and <= IPEndPoint.MaxPort and var port
                ? port
                : throw new VerbFailedException(ExitCodes.Invalid, $"--store-port: {parsed.GetValue(_storePort)} is no port; the usual one is {InstallOptions.PostgresPort}"),
            VolumeSize = Matching(_volumeSize, parsed.GetValue(_volumeSize)!, Size(), "a size: 10Gi"),
            StorageClass = NameIn(_storageClass, parsed.GetValue(_storageClass)),
            TlsSecret = parsed.GetValue(_insecure) ? null : NameIn(_tls, parsed.GetValue(_tls)!),
            RegistrySecret = NameIn(_registry, parsed.GetValue(_registry)),
            MetricsFrom = NameIn(_metricsFrom, parsed.GetValue(_metricsFrom)!),
            MonitorLabels = parsed.GetResult(_monitor) is null ? null : MonitorLabels(parsed.GetValue(_monitor)),
            Access = parsed.GetValue(_access) is { } access ? ReadAccess(access) : null,
        };
        RefuseSharedNamespace(options);
        return options;
    }

    private static int Replicas(int? given, string? store) => (given, store) switch
    {
        (null, null) => 1,
        (null, _) => InstallOptions.SharedReplicas,
        (1, _) => 1,
        (InstallOptions.SharedReplicas, not null) => InstallOptions.SharedReplicas,
        (InstallOptions.SharedReplicas, null) => throw new VerbFailedException(ExitCodes.Invalid, $"--replicas: {InstallOptions.SharedReplicas} servers share a PostgreSQL; name the Secret with its address: --store-secret slipway-store"),
        _ => throw new VerbFailedException(ExitCodes.Invalid, string.Create(CultureInfo.InvariantCulture, $"--replicas: {given}; say 1, or {InstallOptions.SharedReplicas}, of which two go on while one is replaced")),
    };

    private Dictionary<string, string> MonitorLabels(string? given) =>
        given is null ? [] : Matching(_monitor, given, Label(), "a label: release=prometheus").Split('=') is [var name, var value] ? new() { [name] = value } : [];

    private static void RefuseSharedNamespace(InstallOptions options)
    {
        if (options.Namespace == "default" || options.Namespace.StartsWith("kube-", StringComparison.Ordinal))
            throw new VerbFailedException(ExitCodes.Invalid, $"--namespace: {options.Namespace} has pods of others, which Slipway's network policies and pod security would stop: name one for Slipway alone");
        foreach (var (app, environment) in options.Specs.SelectMany(spec => spec.Spec.Environments.Select(environment => (spec.Spec.App, environment))))
        {
            if (environment.Target is KubernetesTargetSpec target && (target.Namespaces.Blue == options.Namespace || target.Namespaces.Green == options.Namespace))
                throw new VerbFailedException(ExitCodes.Invalid, $"--namespace: {app}/{environment.Name} runs in {options.Namespace}, and Slipway's network policies would cut it off: name one for Slipway alone");
        }
    }

    private string ReadAccess(string file)
    {
        var text = SpecFile.ReadText(file, Terminal, "name the file that slipway serve --access reads");
        var read = AccessReader.Read(text);
        return read.IsValid ? text : throw SpecFile.Invalid(file, read.Errors);
    }

    [return: NotNullIfNotNull(nameof(text))]
    private static string? NameIn(Option option, string? text) => Matching(option, text, NameShape(), "a name that Kubernetes allows: small letters, digits and -, at most 63 characters");

    [return: NotNullIfNotNull(nameof(text))]
    private static string? Matching(Option option, string? text, Regex shape, string what) =>
        text is null || shape.IsMatch(text) ? text : throw new VerbFailedException(ExitCodes.Invalid, $"{option.Name}: '{text}' is not {what}");

    [GeneratedRegex(@"^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: MatchMilliseconds)]
    private static partial Regex NameShape();

    [GeneratedRegex(@"^([a-z0-9.-]{1,253}/)?[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?=[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: MatchMilliseconds)]
    private static partial Regex Label();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._:/@-]{0,511}\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: MatchMilliseconds)]
    private static partial Regex Image();

    [GeneratedRegex(@"^[1-9][0-9]{0,9}(Mi|Gi|Ti|M|G|T)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: MatchMilliseconds)]
    private static partial Regex Size();
}
