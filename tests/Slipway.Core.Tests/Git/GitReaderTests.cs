using Shouldly;
using Slipway.Core.Git;
using Slipway.Core.Git.Model;
using Xunit;

namespace Slipway.Core.Tests.Git;

public sealed class GitReaderTests
{
    private const string Good =
        """
        repositories:
          deploy:
            url: URL
            versions:
              - { path: production/versions.yaml, environment: production }
              - { path: staging/kustomization.yaml, environment: staging, app: shop, key: "images[name=shop].newTag" }
            webhook: { secret: { env: GIT_SECRET } }
            writeBack: branch
            heal: true
            poll: 30s
        """;

    [Fact]
    public void A_good_file_is_read()
    {
        var file = GitReader.Read(Good.Replace("URL", "https://git.example.org/deploy.git", StringComparison.Ordinal)).File!;

        var repository = file.Repositories.Single();
        (repository.Name, repository.Branch, repository.WriteBack, repository.Heal, repository.Poll).ShouldBe(("deploy", "main", WriteBack.Branch, true, TimeSpan.FromSeconds(30)));
        repository.Versions[1].Key.ShouldBe("images[name=shop].newTag");
        file.Secrets.Single().Env.ShouldBe("GIT_SECRET");
    }

    [Theory]
    [InlineData("https://git.example.org/a/b.git")]
    [InlineData("http://127.0.0.1:8080/b.git")]
    [InlineData("ssh://git@git.example.org:2222/a/b.git")]
    [InlineData("git@git.example.org:a/b.git")]
    [InlineData("/srv/git/b.git")]
    [InlineData("../b.git")]
    public void Addresses_of_repositories(string url) => Errors(url).ShouldBeEmpty();

    [Theory]
    [InlineData("http://git.example.org/b.git", "is not encrypted")]
    [InlineData("https://alice:canary@git.example.org/b.git", "has a user or password in it")]
    [InlineData("ssh://git:canary@git.example.org/b.git", "has a password in it")]
    [InlineData("ext::sh -c touch% /tmp/canary", "has a space")]
    [InlineData("ext::canary", "is no address of a repository")]
    [InlineData("git://git.example.org/b.git", "has the scheme git")]
    [InlineData("file:///srv/b.git", "is no address")]
    [InlineData("--upload-pack=canary", "is no address")]
    [InlineData("ssh://-oProxyCommand=canary/b", "is no address")]
    [InlineData("git@-oProxyCommand=canary:b", "is no address")]
    [InlineData("canary", "is no address")]
    public void Other_addresses_are_refused_and_not_repeated(string url, string why)
    {
        Errors(url).ShouldHaveSingleItem().ShouldContain(why);
        Errors(url)[0].ShouldNotContain("canary");
    }

    [Theory]
    [InlineData("branch: -main", "3:13: repositories.deploy.branch: '-main' is no name of a branch")]
    [InlineData("branch: a..b", "'a..b' is no name of a branch")]
    [InlineData("branch: a.lock", "'a.lock' is no name of a branch")]
    [InlineData("branch: \"a b\"", "'a b' is no name of a branch")]
    [InlineData("poll: 500ms", "repositories.deploy.poll: is too often")]
    [InlineData("writeBack: push", "repositories.deploy.writeBack:")]
    [InlineData("author: me", "'me' is no author")]
    [InlineData("login: { password: geheim }", "must not hold the secret itself")]
    [InlineData("login: { password: { env: P } }", "is for https alone")]
    [InlineData("webhook: {}", "repositories.deploy.webhook.secret: is missing")]
    [InlineData("heel: true", "did you mean 'heal'?")]
    [InlineData("versions: []", "is there twice")]
    public void Each_fault_is_told_with_its_place(string line, string fault) =>
        Read($"repositories:\n  deploy:\n    {line}\n    url: /srv/b.git\n    versions: [{{ path: v.yaml, environment: production }}]\n")
            .ShouldContain(e => e.Contains(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData("{ path: ../v.yaml, environment: production }", "is no path in a repository")]
    [InlineData("{ path: /etc/passwd, environment: production }", "is no path in a repository")]
    [InlineData("{ path: .git/config, environment: production }", "is no path in a repository")]
    [InlineData("{ path: v.yaml, environment: Production }", "'Production' is not a name")]
    [InlineData("{ path: v.yaml, environment: production, app: shop }", "has one of app and key")]
    [InlineData("{ path: v.yaml, environment: production, app: shop, key: \"a[\" }", "is no path of keys")]
    [InlineData("{ path: v.yaml, environment: production }, { path: v.yaml, environment: production }", "a version is wanted by one file only")]
    public void Each_fault_of_a_file_is_told(string versions, string fault) =>
        Read($"repositories:\n  deploy:\n    url: /srv/b.git\n    versions: [{versions}]\n").ShouldContain(e => e.Contains(fault, StringComparison.Ordinal));

    [Theory]
    [InlineData("{ path: v.yaml, environment: production }", "{ path: v.yaml, environment: production }", true)]
    [InlineData("{ path: v.yaml, environment: production }", "{ path: v.yaml, environment: production, app: shop, key: tag }", true)]
    [InlineData("{ path: v.yaml, environment: production, app: shop, key: tag }", "{ path: v.yaml, environment: production, app: shop, key: tag }", true)]
    [InlineData("{ path: v.yaml, environment: production, app: shop, key: tag }", "{ path: v.yaml, environment: production, app: prices, key: tag }", false)]
    [InlineData("{ path: v.yaml, environment: production }", "{ path: v.yaml, environment: staging }", false)]
    public void Two_repositories_do_not_want_versions_in_one_place(string one, string other, bool isRefused) =>
        Read($"repositories:\n  a: {{ url: /srv/a.git, versions: [{one}] }}\n  b: {{ url: /srv/b.git, versions: [{other}] }}\n")
            .Any(e => e.Contains("as repositories.a.versions[0] does", StringComparison.Ordinal)).ShouldBe(isRefused);

    [Fact]
    public void Files_of_one_repository_may_share_an_environment() =>
        Read("repositories:\n  a: { url: /srv/a.git, versions: [{ path: v.yaml, environment: production }, { path: w.yaml, environment: production }] }\n").ShouldBeEmpty();

    [Theory]
    [InlineData("")]
    [InlineData("repositories: {}")]
    [InlineData("repositories: [")]
    [InlineData("repositories: { Deploy: { url: /a, versions: [{ path: v, environment: p }] } }")]
    public void What_is_no_file_of_repositories_is_refused(string text) => Read(text).ShouldNotBeEmpty();

    private static List<string> Errors(string url) => Read(Good.Replace("URL", $"\"{url}\"", StringComparison.Ordinal));

    private static List<string> Read(string text) => [.. GitReader.Read(text).Errors.Select(e => e.Format("git.yaml")["git.yaml:".Length..])];
}
