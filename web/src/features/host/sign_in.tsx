import { useState } from "react";
import type { Problem } from "@/lib/problem";
import { Link } from "@/lib/router";
import { type Session, shortestPassword } from "@/lib/session";
import { type HostTranslate, useHostText } from "@/lib/text";
import { Doorstep } from "@/ui/doorstep";
import { Field } from "@/ui/field";
import { problemText } from "@/ui/problem_text";
import { SubmitForm } from "@/ui/submit_form";

interface SignInProps {
  session: Session;
  /** Makes an account instead of using one. */
  registers: boolean;
}

export function SignIn({ session, registers }: SignInProps) {
  const t = useHostText();
  return (
    <Doorstep title={t(registers ? "register.title" : "login.title")}>
      <SignInForm key={String(registers)} session={session} registers={registers} />
      <div className="soft">
        {!registers && (
          <p>
            <Link href="/forgot-password">{t("login.forgot")}</Link>
          </p>
        )}
        <p>
          {t(registers ? "register.other" : "login.other")}{" "}
          <Link href={registers ? "/login" : "/register"}>
            {t(registers ? "login.title" : "register.title")}
          </Link>
        </p>
      </div>
    </Doorstep>
  );
}

function SignInForm({ session, registers }: SignInProps) {
  const t = useHostText();
  const [email, setEmail] = useState("");
  const [password, setPassword] = useState("");
  const [name, setName] = useState("");

  return (
    <SubmitForm
      onSubmit={() =>
        registers ? session.register(email, password, name.trim()) : session.login(email, password)
      }
      refusal={(problem) => refusal(t, problem, registers)}
      label={t(registers ? "register.submit" : "login.submit")}
      large
    >
      {registers && (
        <Field
          label={t("register.name")}
          hint={t("optional")}
          autoComplete="name"
          maxLength={80}
          value={name}
          onChange={({ target }) => setName(target.value)}
        />
      )}
      <Field
        label={t("login.email")}
        type="email"
        autoComplete="username"
        required
        value={email}
        onChange={({ target }) => setEmail(target.value)}
      />
      <Field
        label={t("login.password")}
        type="password"
        autoComplete={registers ? "new-password" : "current-password"}
        {...(registers ? { hint: t("register.password"), minLength: shortestPassword } : {})}
        required
        value={password}
        onChange={({ target }) => setPassword(target.value)}
      />
    </SubmitForm>
  );
}

function refusal(t: HostTranslate, { code }: Problem, registers: boolean): string {
  if (!registers) return code === "unauthenticated" ? t("login.wrong") : problemText(t, code);
  if (code === "forbidden") return t("register.closed");
  if (code === "conflict") return t("register.taken");
  return code === "invalid" ? t("register.invalid") : problemText(t, code);
}
