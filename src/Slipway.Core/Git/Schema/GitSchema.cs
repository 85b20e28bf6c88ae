using Slipway.Core.Git.Model;
using Slipway.Core.Notices.Schema;
using Slipway.Core.Specs.Schema;
using Slipway.Core.Values;

namespace Slipway.Core.Git.Schema;

/// <summary>The one definition of a <c>git.yaml</c>.</summary>
internal static class GitSchema
{
    private const string NamePattern = "^[a-z][a-z0-9-]{0,39}$";
    private const int MaxRepositories = 50;
    private const int MaxFiles = 100;

    private static readonly TextType Name = new($"a name of {EnvironmentKey.NameShape}", NamePattern, text =>
        EnvironmentKey.IsName(text) ? null : new ScalarFault($"'{text}' is not a name", EnvironmentKey.NameShape));

    private static readonly ObjectType<VersionsSource> Source = new ObjectType<VersionsSource>(new VersionsSource { Path = "", Environment = "" })
        .Required("path", GitNames.Path, s => s.Path, (s, v) => s with { Path = v }, "The file, from the top of the repository.", "production/versions.yaml")
        .Required("environment", Name, s => s.Environment, (s, v) => s with { Environment = v }, "Where these versions are wanted.", "production")
        .Optional("app", Name, s => s.App, (s, v) => s with { App = v }, "Whose version stands at `key`. Without app and key the file is a map of apps to versions.", "shop")
        .Optional("key", GitNames.Key, s => s.Key, (s, v) => s with { Key = v }, "Where in the file: keys with dots between them; behind a list the number of an item from 0, or a key of it with its value.", "images[name=shop].newTag")
        .Rule((s, at) =>
        {
            if (s.App is null != s.Key is null)
                at.Error("has one of app and key", "give both, or none for a file that is a map of apps to versions");
        });

    private static readonly ObjectType<GitWebhook> Webhook = new ObjectType<GitWebhook>(new GitWebhook { Secret = null! })
        .Required("secret", SecretType.Instance, w => w.Secret, (w, v) => w with { Secret = v }, "Key of the signatures, or the token that GitLab sends.", "{ env: GIT_WEBHOOK_SECRET }");

    private static readonly ObjectType<GitLogin> Login = new ObjectType<GitLogin>(new GitLogin { Password = null! })
        .Optional("user", TextType.Any, l => l.User, (l, v) => l with { User = v }, "The user; most hosts take any where the password is a token.")
        .Required("password", SecretType.Instance, l => l.Password, (l, v) => l with { Password = v }, "A token that may read, and write where something is written back.", "{ file: /run/secrets/git-token }");

    private static readonly ChoiceType<WriteBack> WriteBacks = new([WriteBack.Off, WriteBack.Commit, WriteBack.Branch], value => value.ToString().ToLowerInvariant());

    private static readonly ObjectType<GitRepository> Repository = new ObjectType<GitRepository>(new GitRepository { Url = "", Versions = [] })
        .Required("url", GitUrl.Type, r => r.Url, (r, v) => r with { Url = v }, "https, ssh, or a folder; relative to this file.", "https://git.example.org/shop/deploy.git")
        .Optional("branch", GitNames.Branch, r => r.Branch, (r, v) => r with { Branch = v }, "The branch that is followed.")
        .Required("versions", new ListType<VersionsSource>(Source, "files", min: 1, MaxFiles), r => r.Versions, (r, v) => r with { Versions = v }, "Where versions stand.", "[{ path: production/versions.yaml, environment: production }]")
        .Optional("poll", DurationType.Positive, r => r.Poll, (r, v) => r with { Poll = v }, "How often it is looked at.")
        .Optional("webhook", Webhook, r => r.Webhook, (r, v) => r with { Webhook = v }, "Lets the host say that there is something new, at `POST /api/v1/git/NAME/hook`.")
        .Optional("writeBack", WriteBacks, r => r.WriteBack, (r, v) => r with { WriteBack = v },
            "What becomes of a version that was taken back. commit: a commit on the branch names what runs. branch: the same on a branch of its own, for a pull request. off: people do it.")
        .Optional("heal", new FlagType(), r => r.Heal, (r, v) => r with { Heal = v }, "true: what somebody deployed by hand makes room for what the repository says. false: it is shown as drift.")
        .Optional("author", GitNames.Author, r => r.Author, (r, v) => r with { Author = v }, "Who commits what is written back.")
        .Optional("login", Login, r => r.Login, (r, v) => r with { Login = v }, "Over https. Without it the credential helpers of the server's user are asked.")
        .Rule((r, at) =>
        {
            if (r.Poll < TimeSpan.FromSeconds(GitRepository.MinPollSeconds))
                at.Key("poll").Error("is too often", $"{GitRepository.MinPollSeconds}s at least; a webhook is faster than any poll");
            if (r.Login is not null && !r.Url.StartsWith("http", StringComparison.Ordinal))
                at.Key("login").Error("is for https alone", "ssh finds its keys by itself; a folder needs none");
        });

    public static ObjectType<GitFile> Root { get; } = new ObjectType<GitFile>(new GitFile())
        .Required(
            "repositories",
            new MappedType<IReadOnlyList<KeyValuePair<string, GitRepository>>, IReadOnlyList<GitRepository>>(
                new NamedType<GitRepository>(Repository, "repositories", EnvironmentKey.IsName, EnvironmentKey.NameShape, NamePattern, min: 1, MaxRepositories),
                named => [.. named.Select(pair => pair.Value with { Name = pair.Key })],
                repositories => [.. repositories.Select(r => KeyValuePair.Create(r.Name, r))]),
            f => f.Repositories,
            (f, v) => f with { Repositories = v },
            "What is followed, by a name of yours.")
        .Rule(PlacesDiffer);

    /// <summary>Two repositories that want different versions in one place would bring them in turn for ever. A map may name any app: its environment is its repository's alone.</summary>
    private static void PlacesDiffer(GitFile file, SpecCursor at)
    {
        var before = new List<(string Repository, VersionsSource Source, string Path)>();
        foreach (var repository in file.Repositories)
        {
            for (var index = 0; index < repository.Versions.Count; index++)
            {
                var source = repository.Versions[index];
                var here = at.Keys("repositories", repository.Name, "versions").Item(index);
                if (before.FirstOrDefault(b => Crosses(b.Source, source, b.Repository == repository.Name)) is { Path: { } other })
                    here.Error($"names {source.App ?? "apps"} in {source.Environment}, as {other} does", "a version is wanted by one file only; a map of apps may share its environment with other files of its repository");
                before.Add((repository.Name, source, here.Path));
            }
        }
    }

    /// <summary>In one repository two maps may stand side by side; an app that is in both is told when they are read.</summary>
    private static bool Crosses(VersionsSource one, VersionsSource other, bool isSameRepository) =>
        one.Environment == other.Environment
        && (isSameRepository ? one.App == other.App && (one.App is not null || one.Path == other.Path) : one.App is null || other.App is null || one.App == other.App);
}
