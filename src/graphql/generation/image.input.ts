import { Field, InputType } from 'type-graphql';

@InputType('ImageInput', {
  description: 'Exactly one of `url` and `base64`. Urls are passed on as data; the server fetches none.',
})
export class ImageInput {
  @Field(() => String, { nullable: true, description: 'Where the provider may fetch it.' })
  url?: string;

  @Field(() => String, { nullable: true, description: 'The image itself.' })
  base64?: string;

  @Field(() => String, { nullable: true, description: 'For example `image/png`; required with `base64`.' })
  mediaType?: string;
}
